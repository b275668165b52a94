"""What departments write and finance reviews: the tables."""
