"""A number that stands in JavaScript and in Python is one number."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from tests.builders import ROOT

FOLDERS = (ROOT / "theme" / "javascripts", ROOT / "search_service" / "desk" / "shell")
_MARKED = re.compile(
    r"const (?P<name>\w+) = (?P<value>[\d._]+); "
    r"// service: (?P<module>[\w.]+?)\.(?P<constant>[A-Z0-9_]+)"
    r"(?:\[(?P<key>\w+)\])?(?:\.(?P<attribute>\w+))?$",
    re.MULTILINE,
)
FILES = sorted(file for folder in FOLDERS for file in folder.rglob("*.js"))
MARKED = [
    pytest.param(match, id=f"{file.name}-{match['name']}")
    for file in FILES
    for match in _MARKED.finditer(file.read_text(encoding="utf-8"))
]
_NUMBER = re.compile(r"^(?:export )?const ([A-Z][A-Z0-9_]*) = [\d._]+;$", re.MULTILINE)
_SERVICE_NUMBER = re.compile(r"^_?([A-Z][A-Z0-9_]*) = [\d._]+$", re.MULTILINE)


@pytest.mark.parametrize("match", MARKED)
def test_a_marked_constant_has_the_value_of_the_service(match: re.Match[str]) -> None:
    module = importlib.import_module(f"search_service.{match['module']}")
    value = getattr(module, match["constant"])
    if match["key"]:
        value = value[match["key"]]
    if match["attribute"]:
        value = getattr(value, match["attribute"])

    assert float(match["value"].replace("_", "")) == value


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_who_claims_to_be_like_the_service_can_be_compared(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    claims = re.findall(r"// service:|[Aa]s in the (?:search )?service", text)

    assert len(claims) == len(list(_MARKED.finditer(text))), "mark it: // service: room.file.NAME"


def test_a_number_that_has_a_name_on_both_sides_is_marked() -> None:
    modules = (ROOT / "search_service").rglob("*.py")
    in_service = {
        name
        for module in modules
        for name in _SERVICE_NUMBER.findall(module.read_text(encoding="utf-8"))
    }
    unmarked = {
        f"{file.name}: {name}"
        for file in FILES
        for name in _NUMBER.findall(file.read_text(encoding="utf-8"))
        if name in in_service
    }
    assert unmarked == set(), "another name, or // service: room.file.NAME"
