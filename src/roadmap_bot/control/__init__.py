"""The control issue: what its boxes ask for, what its body remembers, what it pins."""
