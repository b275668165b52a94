"""How long the site takes, each figure beside a bare Django request of the same process: `make bench`."""
