"""A workbook as a person sees it: its sheets, its number formats, its cells and the tables they make."""
