"""Make it so: what is sent to GitHub, how fast and how patiently."""
