"""What may lie together in a bin."""

MIXING = [
    ("allow", "Any goods"),
    ("one_product", "One product"),
    ("one_lot", "One lot"),
]
