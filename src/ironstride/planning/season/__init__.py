"""The season: which week is for what, counted back from the races."""
