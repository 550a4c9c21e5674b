"""The command line behind `cli`: says, asks, exits."""
