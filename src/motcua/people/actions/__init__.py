"""Everything that changes people, units, posts and accounts."""
