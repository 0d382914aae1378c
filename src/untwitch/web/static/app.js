// Optional helpers. Every page works without this file.
