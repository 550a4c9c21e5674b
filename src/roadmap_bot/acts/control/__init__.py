"""The control issue: its boxes are obeyed, its text and its pins kept up to date."""
