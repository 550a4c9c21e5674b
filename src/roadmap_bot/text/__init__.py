"""Words, templates, Markdown: text in, text out."""
