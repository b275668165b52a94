"""Forms, laid out by crispy-forms; the drafting form is the official table itself."""
