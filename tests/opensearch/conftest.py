"""Tests of a real cluster; `make test-opensearch` names it, without one nothing here is collected.

OPENSEARCH_TEST_URL: addresses of the nodes. Indices named kb-… in it are deleted.
"""

from __future__ import annotations

from tests.engines_under_test import CLUSTER

collect_ignore_glob = [] if CLUSTER else ["test_*.py"]
