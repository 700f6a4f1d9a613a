"""Keys at a remote signing service that speaks CSC v1: the leader confirms on the phone, no device is carried."""
