"""Knows the site's builder and what is written beside its pages; never answers a request."""
