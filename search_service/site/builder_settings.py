"""The `mkdocs.yml` that the site's builder gets: the project's settings as data, written anew.

The builder never opens the project's own file, in which it would run whatever a tag asks for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from search_service.content.data.operator_data import OperatorData
from search_service.content.data.record import VERIFIED
from search_service.content.fragments import MARKDOWN
from search_service.content.settings_values import SettingsDumper, Variable
from search_service.content.shipped import theme_of
from search_service.content.site_settings import SiteSettings, merged

# The mark that the header draws as part of the page; any other is a picture.
_THEME_MARK = "images/favicon.svg"


def write_builder_settings(project: Path, folder: Path, data: OperatorData) -> Path:
    """Write `mkdocs.yml` into the folder of plain pages.

    Args:
        project: Holds the settings of the site.
        folder: Holds `pages/`.
        data: Says whose site it is, and how a person is reached.

    Raises:
        ContentInvalid: The project's settings cannot be read, or hold something else than data.
    """
    theme = {"custom_dir": str(theme_of(project).resolve())}
    # Left out, MkDocs would switch its own search on.
    fixed = {"docs_dir": "pages", "theme": theme, "plugins": [], "hooks": []}
    settings = merged(SiteSettings(project).values, _said_by_the_operator(data))
    if isinstance(settings.get("theme"), str):
        settings["theme"] = {"name": settings["theme"]}
    text = yaml.dump(
        merged(settings, fixed), Dumper=SettingsDumper, allow_unicode=True, sort_keys=False
    )
    config = folder / "mkdocs.yml"
    markdown = MARKDOWN.read_text(encoding="utf-8")
    head = f"# Written from {project.name}; not to be edited.\n"
    config.write_text(f"{head}{text}{markdown}", encoding="utf-8")
    return config


def _said_by_the_operator(data: OperatorData) -> dict[str, Any]:
    """What the data say in the place of `mkdocs.yml`: the brand, and how a person is reached."""
    channels = [
        {
            "name": channel.name,
            "kind": channel.kind,
            "value": channel.value,
            "verified": channel.status == VERIFIED,
        }
        for channel in data.channels.values()
    ]
    brand = data.brand
    if brand is None:
        return {"extra": {"channels": channels}}
    names = {"short_name": brand.short_name, "own_mark": brand.logo != _THEME_MARK}
    address = Variable(("KB_SITE_URL",), f"https://{brand.domain}/")
    return {
        "site_name": brand.site_name,
        "site_description": brand.description,
        "extra": {"brand": names, "channels": channels},
    } | ({"site_url": address} if brand.domain else {})
