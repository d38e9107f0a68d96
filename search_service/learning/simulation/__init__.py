"""A month of invented visits with planted gaps; no visitor is behind any of them."""
