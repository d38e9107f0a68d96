"""One picture a topic for links that are shared: its icon in the brand's colours."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from search_service.content.article_parser import split_front_matter
from search_service.content.corpus import is_hub
from search_service.content.data.brand import Brand
from search_service.content.kept_results import KeptResults
from search_service.content.plain_yaml import value_of
from search_service.site.icons import icon_svg
from search_service.site.share_images import kept_share_image

# The one that `theme/partials/icon.html` shows where a topic names none.
_PLAIN = "material/gesture-tap-button"


def write_topic_images(
    pages: Path,
    written: Iterable[str],
    theme: Path,
    brand: Brand,
    kept: KeptResults | None = None,
) -> None:
    """Write `images/share-TOPIC.png` for every topic; `theme/partials/found.html` names them.

    Args:
        pages: The folder of plain pages.
        written: Paths of its pages.
        theme: The project's theme, for icons of its own.
        brand: Whose colours.
        kept: Has what earlier runs have drawn.
    """
    images = pages / "images"
    for path in written:
        topic = PurePosixPath(path).parent.name
        if not topic or not is_hub(path):
            continue
        head, _, _ = split_front_matter((pages / path).read_text(encoding="utf-8"))
        icon = str(value_of(head or "{}").get("icon") or _PLAIN)
        images.mkdir(exist_ok=True)
        svg = icon_svg(theme, icon) or icon_svg(theme, _PLAIN)
        picture = kept_share_image(kept, brand.light, svg)
        (images / f"share-{topic}.png").write_bytes(picture)
