"""The handbook inside the application: its chapters, terms and pictures, and the help at each cell."""
