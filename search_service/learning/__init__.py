"""What failed questions teach: aliases proven to help; it never changes content by itself."""
