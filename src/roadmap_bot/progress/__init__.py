"""What counts, for how much, and how far it is."""
