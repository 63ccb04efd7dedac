"""Every combination of the readings of a scheme at once: one graph with a selector for each, and what units come to."""
