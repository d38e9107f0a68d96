"""The operator's facts, one file a kind; never writes a sentence about them."""
