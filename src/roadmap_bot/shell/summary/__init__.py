"""What a run tells of itself: sentences, the rows of its plan, the page that GitHub shows."""
