"""Pages of official documents and of tasks that leaders give."""
