"""Signing in and out, opening an account, the second factor, the own profile."""
