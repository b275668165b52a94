"""A Word file as a person sees it: its parts, its styles, its numbers, its tables and what stands between."""
