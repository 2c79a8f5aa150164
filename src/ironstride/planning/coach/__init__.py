"""The coach: sessions that stand because somebody decided so."""
