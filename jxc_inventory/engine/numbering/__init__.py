"""Numbers of lots and serials: how they are made, read, checked and entered in bulk."""
