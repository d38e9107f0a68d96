"""What failed questions teach, from counts of visits to proven aliases; it never changes content by itself."""
