"""The acts of digitising: take in, work, confirm, sign, drop."""
