"""The changes: what happens to a programme under way."""
