"""The Projects board: what it says, which one it is, how it is read and written."""
