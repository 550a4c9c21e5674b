"""A cohort: many learners' copies on one page, joined and left by issue."""
