"""What the roadmap and the learner's settings say, how they are checked, when weeks fall."""
