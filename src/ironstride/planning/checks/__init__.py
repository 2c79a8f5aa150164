"""The checks: every rule and every wish, read off a finished programme."""
