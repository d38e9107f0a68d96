"""A month of invented visits with planted gaps, stated as such; no visitor is behind any of them."""
