"""A living demo: the real locality with invented people and cases driven through the real acts."""
