"""Accounts: who logs in, who coaches whom, and what they say to each other. No training data."""
