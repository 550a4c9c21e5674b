"""Other people's `progress.json`: read into a strict record or not at all, and never believed."""
