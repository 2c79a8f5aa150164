"""How a movement looks and loads: a skeleton, a text of few numbers, and what follows from it."""
