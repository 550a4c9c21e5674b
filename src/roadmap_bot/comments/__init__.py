"""What people say in comments on the bot's issues, and what is answered."""
