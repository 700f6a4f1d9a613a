"""What changes a calendar; each act is recorded and makes every process read the calendars anew."""
