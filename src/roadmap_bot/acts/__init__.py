"""One file for each thing a run may do: State → State."""
