"""Which pairs of colours text is written in, and the nearest colour that can be read everywhere.

The theme's own colours are those of `theme/stylesheets/tokens.css`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from search_service.content.data.colours import LEAST_CONTRAST, Palette, channels_of, contrast
from search_service.content.mistake import mistake

Scheme = Literal["light", "dark"]
# Grounds that text in the brand's colour stands on, by the name of their token.
GROUNDS: Mapping[Scheme, Mapping[str, str]] = {
    "light": {
        "surface": "#ffffff",
        "canvas": "#f5f8f6",
        "caution-tint": "#fdf5e3",
        "danger-tint": "#fdf0ee",
    },
    "dark": {
        "surface": "#141c1a",
        "canvas": "#0e1513",
        "caution-tint": "#2c2412",
        "danger-tint": "#331c19",
    },
}
# Text that stands on the brand's tint.
INKS: Mapping[Scheme, Mapping[str, str]] = {
    "light": {"ink": "#16211e", "ink-soft": "#4c5a56"},
    "dark": {"ink": "#e4ece8", "ink-soft": "#a5b5af"},
}
_SHOWN = {
    "surface": "页面",
    "canvas": "页面底色",
    "caution-tint": "提醒框",
    "danger-tint": "警告框",
    "ink": "正文",
    "ink-soft": "次要文字",
}
_STEPS = 255


def pairs_of(palette: Palette, scheme: Scheme) -> Iterator[tuple[str, str, str, str]]:
    """Field and colour, and what is read with it: its name and colour.

    A field stands after those that it is judged by, so that each can be mended in turn.
    """
    for name, ink in INKS[scheme].items():
        yield "tint", palette.tint, _SHOWN[name], ink
    for field in ("brand", "strong"):
        colour = getattr(palette, field)
        for name, ground in GROUNDS[scheme].items():
            yield field, colour, _SHOWN[name], ground
        yield field, colour, "tint", palette.tint
    for name in ("brand", "strong"):
        yield "on_brand", palette.on_brand, name, getattr(palette, name)


def require_readable(palette: Palette, scheme: Scheme) -> None:
    """Refuse colours of which one cannot be read on another.

    Raises:
        PydanticCustomError: With both colours, their contrast, and the nearest colour that can be
            read wherever this one is used.
    """
    pairs = list(pairs_of(palette, scheme))
    for field, colour, name, other in pairs:
        found = contrast(colour, other)
        if found < LEAST_CONTRAST:
            others = [against for one, _, _, against in pairs if one == field]
            message = (
                f"{scheme}.{field}（{colour}）和{name}（{other}）的对比度是 {_floored(found)}，"
                f"看不清"
            )
            advice = f"至少要 {LEAST_CONTRAST}，最接近的是 {nearest_readable(colour, others)}"
            raise mistake(message, advice, scheme, field)


def nearest_readable(colour: str, others: list[str]) -> str:
    """The colour with the least white or black in it that can be read with all others.

    Args:
        colour: The one that is wished for.
        others: At least black or white can be read with all of them.
    """
    for step in range(_STEPS + 1):
        for end in (0, 255):
            mixed = _mixed(colour, end, step)
            if all(contrast(mixed, other) >= LEAST_CONTRAST for other in others):
                return mixed
    return colour


def _mixed(colour: str, end: int, step: int) -> str:
    parts = (part + round((end - part) * step / _STEPS) for part in channels_of(colour))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _floored(contrast_: float) -> str:
    """To one place, never rounded up to what would be enough."""
    return f"{int(contrast_ * 10) / 10:.1f}"
