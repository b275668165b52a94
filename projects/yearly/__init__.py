"""Setting a year up: departments and people from lists, and the form."""
