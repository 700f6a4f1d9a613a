"""A remote signing service on this machine, with a phone on which the signer confirms, for demos and tests."""
