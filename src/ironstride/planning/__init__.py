"""The programme: season, placement, composition, dose, and their reasons."""
