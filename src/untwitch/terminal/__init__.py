"""The terminal face: what the commands of `cli.py` say and ask. Nothing here decides anything."""
