"""YAML files as values with the place of everything in them, checked against a model."""
