"""The rule language: text expressions, one tree, one fold, several compilers. Knows no medicine."""
