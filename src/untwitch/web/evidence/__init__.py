"""The evidence pages: what the content holds, in plain words, each thing with its sources and what links to it."""
