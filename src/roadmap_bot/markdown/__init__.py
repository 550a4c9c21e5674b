"""A Markdown document as a tree, and what its headings say of the parts of a plan."""
