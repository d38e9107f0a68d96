"""All that the project knows of Whoosh: a release's store, its queries over our arrays.

Whoosh's analysers and its query parser are not used: docs/decisions/0006-what-whoosh-does.md.
"""
