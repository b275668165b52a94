"""A chart of the disclosure as a picture: one geometry, drawn as SVG for pages and PDF, as PNG for Word."""
