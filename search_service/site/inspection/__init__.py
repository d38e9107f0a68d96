"""What a built site must be before anybody is served from it, one check a file.

A check returns what is wrong, in Chinese: where, what, and what to do.
"""
