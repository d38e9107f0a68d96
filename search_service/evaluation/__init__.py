"""Measures the search: data sets in, figures out; nothing here runs while a query is answered."""
