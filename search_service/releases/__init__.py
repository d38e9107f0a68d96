"""Turns content into what is served, whole or not at all; never changes what is sealed."""
