"""Forms about accounts, laid out by crispy-forms."""
