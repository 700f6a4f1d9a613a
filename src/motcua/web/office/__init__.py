"""The office: inbox, dossier desk, counter, approvals, where things stand."""
