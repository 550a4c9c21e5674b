"""The shapes that a plan may have: each finds tasks in a document."""
