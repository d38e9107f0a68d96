"""The `kb` command: all that a writer or an operator does; holds no rule of its own."""
