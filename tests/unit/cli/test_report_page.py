"""The page of `kb report --html` can be read in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

from search_service.cli import report
from search_service.content.data.colours import LEAST_CONTRAST, contrast

_PAGE = Path(report.__file__).with_name("report.html")
_ROOT = re.compile(r":root \{([^}]*)\}")
_COLOUR = re.compile(r"--(\w+): (#[0-9a-f]{3,6})")


def test_text_has_enough_contrast_in_both_looks() -> None:
    looks = [dict(_COLOUR.findall(root)) for root in _ROOT.findall(_PAGE.read_text("utf-8"))]
    assert len(looks) == 2
    assert looks[0].keys() == looks[1].keys()
    for look in looks:
        ground = _long(look["ground"])
        assert contrast(_long(look["text"]), ground) >= LEAST_CONTRAST
        assert contrast(_long(look["quiet"]), ground) >= LEAST_CONTRAST


def test_no_colour_stands_outside_the_looks() -> None:
    style = _PAGE.read_text("utf-8").split("</style>")[0]
    assert not re.findall(r"#[0-9a-f]{3,6}\b", _ROOT.sub("", style))


def _long(colour: str) -> str:
    return colour if len(colour) > 4 else "#" + "".join(2 * one for one in colour[1:])
