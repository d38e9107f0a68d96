from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest

from search_service.errors import SiteBuildFailed
from search_service.site.service_worker import write_kept
from tests.builders import ROOT
from tests.conftest import RealBuild

MOST_ASKED = 15


def kept_modules(site: Path) -> list[str]:
    worker = (site / "service-worker.js").read_text(encoding="utf-8")
    found = re.search(r"const MODULES = (\[.*?\]);", worker)
    assert found
    modules: list[str] = orjson.loads(found[1])
    return modules


def test_the_service_worker_keeps_every_module_that_a_page_may_load(real_build: RealBuild) -> None:
    theme = ROOT / "theme"
    modules = {
        file.relative_to(theme).as_posix()
        for file in (theme / "javascripts").rglob("*.js")
        if file.name not in {"preview.js", "types.js"}
    }

    kept = kept_modules(real_build.site)

    assert set(kept) == modules
    assert kept == sorted(kept)


def test_a_service_worker_without_a_place_for_its_modules_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "service-worker.js").write_text("const SHELL = [];", encoding="utf-8")

    with pytest.raises(SiteBuildFailed, match="const MODULES"):
        write_kept(tmp_path, [], "release")


def test_what_is_asked_most_and_what_to_do_in_an_emergency_is_kept(real_build: RealBuild) -> None:
    worker = (real_build.site / "service-worker.js").read_text(encoding="utf-8")
    asked = re.search(r'const ASKED_PAGES =\s*"(.*?)"', worker)
    emergency = re.search(r"const EMERGENCY_PAGES = (\[.*?\]);", worker)
    assert asked
    assert emergency
    kept = [*asked[1].split(), *orjson.loads(emergency[1])]
    articles = real_build.search.documents.articles_by_id
    told = {code for one in real_build.analyser.words.situations for code in one.articles}

    assert len(asked[1].split()) == MOST_ASKED
    assert {articles[code].url.lstrip("/") for code in told} <= set(kept)
    assert all((real_build.site / path / "index.html").is_file() for path in kept)
