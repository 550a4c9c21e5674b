"""What whoever writes a roadmap needs: to begin one, to see what it does to learners."""
