from __future__ import annotations

import re

from tests.builders import ROOT


def test_every_threat_names_a_test_that_exists() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").split("\n## ")[0]
    rows = [row for row in text.splitlines() if row.startswith("| ") and "Threat |" not in row]
    named = [re.search(r"`(tests/[\w/.]+)::(\w+)` \|$", row) for row in rows]

    assert rows
    for row, found in zip(rows, named, strict=True):
        assert found, row
        code = (ROOT / found[1]).read_text(encoding="utf-8")
        assert f"def {found[2]}(" in code, row
