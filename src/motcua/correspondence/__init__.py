"""Official documents in and out, their numbers, signatures and registers; directives and their follow-up."""
