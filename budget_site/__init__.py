"""The site: who may enter, and where everything is found."""
