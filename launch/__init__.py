"""The launcher: plain standard-library Python that sets up, runs, checks and tests the product."""
