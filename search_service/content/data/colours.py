"""Colours of a brand, and whether text in them can be read (WCAG 2.2, success criterion 1.4.3)."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from search_service.content.data.record import Record
from search_service.content.mistake import mistake

LEAST_CONTRAST = 4.5
_HEX = re.compile(r"#[0-9a-f]{6}")


def _is_colour(value: str) -> str:
    if not _HEX.fullmatch(value.lower()):
        raise mistake(f"「{value}」不是颜色", "请写成 #0b6658 的样子")
    return value.lower()


Colour = Annotated[str, AfterValidator(_is_colour)]


def channels_of(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of #rrggbb."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in (channel / 255 for channel in channels_of(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


class Palette(Record):
    """The brand's colours on light or on dark pages.

    Attributes:
        brand: Links and buttons.
        strong: The same, pressed or in small type.
        tint: The ground of what stands out.
        on_brand: Text on a button.
    """

    brand: Colour
    strong: Colour
    tint: Colour
    on_brand: Colour
