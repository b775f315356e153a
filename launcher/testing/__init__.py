"""Running every kind of test; `commands/test.py` is the way in."""
