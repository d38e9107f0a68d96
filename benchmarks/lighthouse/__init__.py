"""Lighthouse on the built site, served by the real service."""
