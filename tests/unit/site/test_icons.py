from __future__ import annotations

from pathlib import Path

import material
import pytest
from jinja2 import Environment, FileSystemLoader

from search_service.site.icons import icon_names
from tests.builders import ROOT

ICONS = Path(material.__file__).parent / "templates" / ".icons"
DEFAULT = (ICONS / "material/gesture-tap-button.svg").read_text(encoding="utf-8")


def shown(icon: str | None) -> str:
    theme = Environment(loader=FileSystemLoader([ROOT / "theme", ICONS.parent]), autoescape=True)
    return theme.get_template("partials/icon.html").render(icon=icon)


@pytest.mark.parametrize("icon", [None, "", "material/no-such-icon", "material", "../base"])
def test_what_is_no_icon_is_shown_as_the_plain_one(icon: str | None) -> None:
    assert DEFAULT in shown(icon)


def test_an_icon_of_the_theme_is_shown() -> None:
    assert (ICONS / "material/lamp.svg").read_text(encoding="utf-8") in shown("material/lamp")


def test_icons_are_those_of_the_builder_and_of_the_project(tmp_path: Path) -> None:
    own = tmp_path / "theme" / ".icons" / "shop"
    own.mkdir(parents=True)
    (own / "lamp.svg").write_text("<svg/>", encoding="utf-8")

    names = icon_names(tmp_path)

    assert {"shop/lamp", "material/lamp"} <= names
    assert "material/no-such-icon" not in names
