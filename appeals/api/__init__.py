"""The read-only JSON API, version 1: what is public, for programs. Only the public zone has it."""
