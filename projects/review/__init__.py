"""Review and approval: who may act, talking at cells, returning, grading; whose turn it is."""
