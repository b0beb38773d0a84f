"""Full-text search: one lunr index over everything, cut by term into shards."""
