"""A small, stateful, honest GitHub on your own machine: the calls roadmap-bot makes, and nothing else."""
