"""Imported articles pass the checks with their baseline, and are built and found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.builders import ROOT, copied_shop
from tests.exports import NAMES, packed


def kb(project: Path, *arguments: str, code: int = 0) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "search_service", "--project", str(project), *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code, run.stdout[-3000:] + run.stderr[-3000:]
    return run.stdout + run.stderr


def test_every_export_at_once_passes_the_checks_is_built_and_found(tmp_path: Path) -> None:
    project = copied_shop(tmp_path / "shop")
    kb(project, "check", "--write-baseline")
    for name in NAMES:
        packed(name, tmp_path / "exports" / name)
    exports = str(tmp_path / "exports")
    before = {path: path.stat().st_mtime_ns for path in (project / "content").rglob("*")}
    assert "什么都没有写" in kb(project, "import", exports, "--dry-run")
    assert {path: path.stat().st_mtime_ns for path in before} == before
    kb(project, "import", exports)
    assert "内容没有问题" in kb(project, "check", "--baseline")
    assert "已发布并启用" in kb(project, "build", "--baseline")
    assert "怎么退灯" in kb(project, "search", "退灯")
    # Once more: nothing is there twice.
    assert "没有能导入的文章" in kb(project, "import", exports, code=1)
