"""The help centre: Markdown articles in, a searchable site and a search service out."""
