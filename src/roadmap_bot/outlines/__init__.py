"""What stands in a Markdown document: its plan, as units with tasks, whatever shape it has."""
