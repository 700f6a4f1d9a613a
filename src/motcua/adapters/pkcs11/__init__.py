"""Keys in a token with a PKCS#11 module: a USB device, a smart card, SoftHSM."""
