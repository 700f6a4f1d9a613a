"""The rules of official documents and directives: kinds, numbers, who signs how, what follows what; plain Python."""
