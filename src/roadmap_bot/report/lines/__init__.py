"""What READMEs and reviews say line by line: sentences, rows, the current unit, companions."""
