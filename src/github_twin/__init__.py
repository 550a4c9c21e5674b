"""A small, stateful, honest GitHub on your machine: the calls roadmap-bot makes, nothing else."""
