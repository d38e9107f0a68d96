"""Measurements: against other engines, over HTTP, of indexing and of the segmenters."""

import os

# NumPy must not spread a query over several threads: CPU time is measured per thread.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
