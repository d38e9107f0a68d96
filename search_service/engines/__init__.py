"""Engines: each stores the terms of the passages and answers the `Engine` protocol."""
