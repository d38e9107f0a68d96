"""What only serves is installed without what reads content and builds pages."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

from packaging.requirements import Requirement

from tests.builders import ROOT
from tests.conftest import RealBuild

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_SERVE = """
import json, sys
sys.modules |= dict.fromkeys(json.loads(sys.argv[1]))  # None: as if it were not there
from pathlib import Path
from fastapi.testclient import TestClient
from search_service.settings import Settings
from search_service.web.factory import create_app
project, state = json.loads(sys.argv[2])
settings = Settings(project_dir=Path(project), state_dir=Path(state))
with TestClient(create_app(settings), base_url=f"http://{settings.allowed_hosts[0]}") as client:
    found = client.get("/api/v1/search", params={"q": "退款多久到账"}).json()
    page = client.get("/search/", params={"q": "退款多久到账"}).status_code
print(json.dumps([found["hits"][0]["article_id"], page]))
"""
_READ = """
print(json.dumps(sorted({"jieba", "pypinyin"} & sys.modules.keys())))
"""
_COMMAND = """
import json, sys
sys.modules |= dict.fromkeys(json.loads(sys.argv.pop(1)))
from search_service.cli.main import main
main()
"""


def building() -> list[str]:
    """The modules of what is installed for building only."""
    wanted = {Requirement(one).name for one in _PROJECT["optional-dependencies"]["build"]}
    normalised = {name.lower().replace("_", "-") for name in wanted}
    found = {
        module
        for module, names in packages_distributions().items()
        if normalised & {name.lower().replace("_", "-") for name in names}
    }
    assert {"mkdocs", "markdown_it", "selectolax"} <= found
    return sorted(found)


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, json.dumps(building()), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def test_a_release_is_served_without_what_built_it(real_build: RealBuild) -> None:
    settings = real_build.settings
    where = [str(settings.project_dir), str(settings.state_folder)]
    served = run(_SERVE, json.dumps(where))
    assert served.returncode == 0, served.stderr
    assert json.loads(served.stdout) == ["R-102", 200]


def test_the_second_process_to_serve_reads_neither_jieba_nor_pypinyin(
    real_build: RealBuild,
) -> None:
    """They take 140 MB; what the first one made of them is mapped."""
    settings = real_build.settings
    where = json.dumps([str(settings.project_dir), str(settings.state_folder)])
    assert run(_SERVE, where).returncode == 0

    second = run(_SERVE + _READ, where)

    assert second.returncode == 0, second.stderr
    assert json.loads(second.stdout.splitlines()[-1]) == []


def test_the_commands_of_an_operator_are_there_and_the_others_say_what_is_missing() -> None:
    shown = run(_COMMAND, "agent", "--help")
    assert shown.returncode == 0, shown.stderr
    refused = run(_COMMAND, "check", "content/pages", "--release")
    assert refused.returncode == 1
    assert "请安装 uwallet-help[build]" in refused.stderr
