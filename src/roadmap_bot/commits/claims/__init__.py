"""What a line claims: cut into clauses, its two forms, and what stands against a claim."""
