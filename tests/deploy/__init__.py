"""What is shipped to run the site: read, started and installed for real."""
