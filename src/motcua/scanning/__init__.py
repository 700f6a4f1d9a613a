"""Paper goes in once: scans and photos become searchable pages, confirmed facts and a signed digitised copy."""
