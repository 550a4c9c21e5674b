"""The commands for authors: what each does and says."""
