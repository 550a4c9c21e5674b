"""What of a newer version of a document is what of the older one."""
