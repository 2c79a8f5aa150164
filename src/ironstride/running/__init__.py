"""What the recorded runs say: load, key runs, and the week that comes back."""
