"""The answers: why this, and why not that."""
