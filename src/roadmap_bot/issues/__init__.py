"""What an issue, label or comment of ours is, and how it is known again."""
