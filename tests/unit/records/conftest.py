"""What fails of a PostgreSQL server is tested where there is one."""

from __future__ import annotations

from tests.visit_stores import kinds

collect_ignore = [] if "postgresql" in kinds() else ["test_visit_server_failing.py"]
