"""What a page may refer to in the facts, as Markdown; never reads a file."""
