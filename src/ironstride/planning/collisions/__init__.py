"""The collisions: what cannot hold together, and what would help."""
