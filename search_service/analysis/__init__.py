"""Turns text into terms with their places in it; pure, and never asks what they are used for."""
