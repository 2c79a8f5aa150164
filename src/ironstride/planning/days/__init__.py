"""The days: where sessions may stand, and where they stand best."""
