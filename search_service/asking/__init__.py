"""Turns typed text into a weighted query; never looks at an article."""
