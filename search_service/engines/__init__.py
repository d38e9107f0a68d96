"""Implementations of the engine that `answering.engine` asks for; never see typed text."""
