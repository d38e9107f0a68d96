"""The agent desk: who may read what, on one screen; never a source of anything public."""
