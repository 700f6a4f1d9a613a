"""The console: units, posts, officers, calendars, procedures and the audit, as plain forms."""
