"""The agent desk: internal articles, 话术, who may read them, and the one screen that shows them.

Nothing here reaches the public site, index or API; the public parts import nothing from here.
"""
