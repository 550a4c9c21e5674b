"""What the roadmap and the learner's settings may say, how they are checked, and when their weeks fall."""
