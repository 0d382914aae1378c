"""One document of a visit: what a person said, what it means and what to do, for paper, a file or a message."""
