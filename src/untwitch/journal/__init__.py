"""The append-only journal. Importing this room, or its `records`, opens no database and loads no driver."""
