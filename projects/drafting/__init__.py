"""Drafting a table: the working rows, the operations on them, and what is told about them."""
