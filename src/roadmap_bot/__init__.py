"""Turn a learning roadmap into a living GitHub repository, and keep it true."""

__version__ = "1.0.0"
