"""What can be done to procedures."""
