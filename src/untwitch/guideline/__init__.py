"""What medicine says, as typed values: read strictly, checked, and kept in a compiled cache."""
