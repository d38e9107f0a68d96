"""What another help system exported → articles of this one; never asks the network for anything.

The way through: `sources` opens folders and archives within bounds, `formats` reads one system's
export, `html_blocks` turns its HTML into the blocks of `document`, `tidying` gives them this
project's shape, `planning` finds places, codes and addresses, `markdown_writing` writes the pages,
`carrying` puts all of it into the project or leaves the project as it was. What could not be
carried is a `Loss`: it is listed, not dropped.
"""
