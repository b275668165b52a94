"""What the district publishes: it will compose volumes and editions of what projects draws."""
