"""A certificate authority with OCSP, CRL and time stamps: the outside world of signatures, on one machine."""
