"""The brand in a built site: colours in its style sheets, its mark, its share image, its name."""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path

import orjson

from search_service.content.data.brand import Brand
from search_service.content.data.colours import Palette
from search_service.site.brand_names import BRAND_FILE
from search_service.site.share_images import share_image

_STYLES = "stylesheets"
_DARK = re.compile(r'(?<=:root\[data-scheme="dark"\] \{)[^}]*')
_LIGHT = re.compile(r"(?<=:root \{)[^}]*")
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_FAVICON = "images/favicon.svg"
_SHARE = "images/share.png"
_MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="9" fill="{ground}"/>'
    '<text x="16" y="22.5" text-anchor="middle" font-family="sans-serif" font-size="18"'
    ' font-weight="600" fill="{ink}">{letter}</text></svg>'
)


def write_brand_files(site: Path, theme: Path, brand: Brand) -> None:
    """Give a site that was built the brand's looks.

    Args:
        site: The built site.
        theme: Folder that `logo` and `share_image` are named below.
        brand: Whose site it is.
    """
    for sheet in sorted((site / _STYLES).glob("*.css")):
        text = sheet.read_text(encoding="utf-8")
        coloured = recoloured(text, brand)
        if coloured != text:
            sheet.write_text(coloured, encoding="utf-8")
    changes = _drawn_otherwise(theme / _STYLES / "tokens.css", brand)
    for drawing in sorted(site.rglob("*.svg")):
        text = drawing.read_text(encoding="utf-8")
        if (coloured := _HEX.sub(lambda hex_: changes.get(hex_[0].lower(), hex_[0]), text)) != text:
            drawing.write_text(coloured, encoding="utf-8")
    if brand.logo is None:
        (site / _FAVICON).write_text(letter_mark(brand), encoding="utf-8")
    else:
        _place(theme / brand.logo, site / _FAVICON)
    if brand.share_image is None:
        (site / _SHARE).write_bytes(share_image(brand.light))
    else:
        _place(theme / brand.share_image, site / _SHARE)
    names = {"name": brand.name, "short_name": brand.short_name, "site_name": brand.site_name}
    (site / BRAND_FILE).write_bytes(orjson.dumps(names))


def _place(source: Path, target: Path) -> None:
    if source.resolve() != target.resolve():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def recoloured(css: str, brand: Brand) -> str:
    """A style sheet with the brand's colours where `tokens.css` sets its own."""
    css = _LIGHT.sub(lambda block: _set(block[0], brand.light), css)
    return _DARK.sub(lambda block: _set(block[0], brand.dark), css)


def _drawn_otherwise(tokens: Path, brand: Brand) -> dict[str, str]:
    """The brand's colour for each one that drawings have of the theme; white stays white."""
    text = tokens.read_text(encoding="utf-8") if tokens.exists() else ""
    found: dict[str, str] = {}
    for block, palette in ((_LIGHT.search(text), brand.light), (_DARK.search(text), brand.dark)):
        for field in ("brand", "strong", "tint"):
            name = "--kb-brand" if field == "brand" else f"--kb-brand-{field}"
            if block and (of_theme := re.search(rf"{name}:\s*(#[0-9a-fA-F]{{6}})", block[0])):
                found[of_theme[1].lower()] = getattr(palette, field)
    return found


def _set(block: str, palette: Palette) -> str:
    for field, colour in palette:
        name = "--kb-on-brand" if field == "on_brand" else f"--kb-brand-{field}"
        name = "--kb-brand" if field == "brand" else name
        block = re.sub(rf"({name}:\s*)#[0-9a-fA-F]{{3,8}}", rf"\g<1>{colour}", block)
    return block


def letter_mark(brand: Brand) -> str:
    """The first character of the name on the brand's colour, as SVG."""
    palette = brand.light
    return _MARK.format(
        ground=palette.brand, ink=palette.on_brand, letter=escape(brand.short_name[0])
    )
