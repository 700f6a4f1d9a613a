"""The JSON API: catalogue, drafts, dossiers, inbox and every act."""
