"""The same rules over tables of people, and a synthetic population to try them on."""
