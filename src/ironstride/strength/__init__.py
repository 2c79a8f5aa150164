"""What a set says about strength."""
