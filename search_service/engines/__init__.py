"""Implementations of the engine that `answering` describes; never see typed text."""
