"""What a recorded sequence of poses tells honestly: repetitions, tempo, depth, lean, cadence."""
