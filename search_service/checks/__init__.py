"""What a writer has to mend: one rule a file, listed in `rules`, run by `run`."""
