"""Turns a query into ranked hits; never reads content and is handed its engine."""
