"""One reader a system: its export → `FoundArticle`s; it decides nothing about this project."""
