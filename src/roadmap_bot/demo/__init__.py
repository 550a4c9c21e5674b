"""The demo: a learner's first weeks, played against a GitHub on this machine."""
