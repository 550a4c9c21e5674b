"""What is wrong with a roadmap, or worth a look: its rules, ids, languages, warnings."""
