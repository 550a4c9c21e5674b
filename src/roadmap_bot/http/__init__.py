"""One request, one answer: what goes over the line, what it means, how fast, how long."""
