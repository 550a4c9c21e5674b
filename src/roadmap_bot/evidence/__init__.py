"""What shows by itself that a box is done: files, merged pull requests, links; what is counted."""
