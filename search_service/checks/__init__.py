"""What a writer has to mend, one rule a file; never changes a file unless asked to."""
