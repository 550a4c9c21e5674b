"""The pictures and files that a reader sees: values in, text out."""
