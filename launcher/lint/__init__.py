"""Checks of the tree without running it; `commands/lint.py` is the way in."""
