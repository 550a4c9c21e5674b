"""Look at GitHub and make it so: what may wait or fail."""
