"""Templates as clerks edit them in LibreOffice: looked at, filled and read in a child process with limits."""
