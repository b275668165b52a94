"""Files made to hurt, family by family, and what each is told at the door it comes in by."""
