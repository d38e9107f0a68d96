"""What is remembered of visitors, redacted; never what would tell who they are."""
