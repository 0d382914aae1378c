"""The web face: parse, call the companion, show."""
