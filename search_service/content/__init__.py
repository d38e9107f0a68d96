"""Reads what writers wrote into pages, data and problems; never decides what is served."""
