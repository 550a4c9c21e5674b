"""The files that an import writes, block by block."""
