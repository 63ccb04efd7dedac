"""Questions asked of results that are there: what changed, what would change, what a ranking rests on."""
