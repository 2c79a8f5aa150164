"""Use cases: where the parts meet."""
