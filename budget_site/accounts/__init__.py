"""Who: districts, departments, people and the roles they hold there."""
