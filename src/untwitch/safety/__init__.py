"""Properties that hold for every possible person, proved by a solver; never sampled."""
