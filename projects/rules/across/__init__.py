"""The rules that look at the tables of a year together, and how alike tables are found among many."""
