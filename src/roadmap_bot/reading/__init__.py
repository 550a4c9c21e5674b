"""Read what GitHub holds, whole or not at all; nothing here writes."""
