"""The agent desk: who may read what, on one screen; nothing public is ever made from it."""
