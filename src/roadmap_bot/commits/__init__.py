"""What a commit message asks for."""
