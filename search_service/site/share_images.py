"""The picture that goes with a shared link: no words, the brand's colours, the topic's icon."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search_service.content.data import colours
from search_service.content.data.colours import Palette, channels_of
from search_service.content.kept_results import KeptResults, made_by
from search_service.site import outlines
from search_service.site.outlines import Point, Polygon, outlines_of, path_polygons

WIDTH, HEIGHT = 1200, 630
_STRIP = 24  # pixels at the foot
_LEVELS = 16  # steps from one colour to the other at an edge
_LINES = 4  # a pixel row is looked at so many times
_CARD = path_polygons(
    "M64 0H256a64 64 0 0 1 64 64V256a64 64 0 0 1-64 64H64a64 64 0 0 1-64-64V64a64 64 0 0 1 64-64Z"
)
_CARD_SIZE, _ICON_SIZE, _ICON_UNITS = 320, 200, 24
# A plain bar where there is no icon.
_BAR = '<svg><path d="M3 9h18v6H3z"/></svg>'


@lru_cache(maxsize=64)
def share_image(palette: Palette, icon: str | None = None) -> bytes:
    """A PNG of 1,200 by 630 pixels: an icon on a card, and a strip at the foot.

    Args:
        palette: The brand's colours on light pages.
        icon: An SVG of 24 by 24 units; None: a plain bar.

    Raises:
        ValueError: The icon has path data that SVG does not know.
    """
    # 0 to 15 from the ground to the card, 16 to 31 from the card to the icon.
    entries = [
        *_blend(palette.tint, palette.brand),
        *_blend(palette.brand, palette.on_brand),
    ]
    rows = _card().copy()
    shapes = outlines_of(icon or _BAR)
    _paint(rows, _placed(shapes, _ICON_SIZE / _ICON_UNITS, _ICON_SIZE), _LEVELS)
    return _png(rows, entries)


def kept_share_image(kept: KeptResults | None, palette: Palette, icon: str | None = None) -> bytes:
    """The same; what an earlier run has drawn is not drawn again.

    Args:
        kept: Has what earlier runs have drawn.
        palette: As for `share_image`.
        icon: As for `share_image`.
    """
    if kept is None:
        return share_image(palette, icon)
    inputs = (_drawing(), palette.model_dump_json(), icon or _BAR)
    return kept.result(map(str.encode, inputs), partial(share_image, palette, icon))


@cache
def _drawing() -> str:
    """What decides a picture besides its colours and its icon."""
    sources = (Path(__file__), Path(outlines.__file__), Path(colours.__file__))
    return f"{made_by(('numpy',), sources)} zlib {zlib.ZLIB_RUNTIME_VERSION}"


@cache
def _card() -> NDArray[np.uint8]:
    """What all pictures have below the icon."""
    rows = np.zeros((HEIGHT, WIDTH), np.uint8)
    rows[-_STRIP:] = _LEVELS - 1
    _paint(rows, _placed(_CARD, 1, _CARD_SIZE), 0)
    return rows


def _blend(one: str, other: str) -> list[bytes]:
    pairs = list(zip(channels_of(one), channels_of(other), strict=True))
    last = _LEVELS - 1
    return [bytes(a + (b - a) * step // last for a, b in pairs) for step in range(_LEVELS)]


def _placed(polygons: Iterable[Polygon], scale: float, size: float) -> list[Polygon]:
    """Polygons in pixels, in the middle of what is above the strip."""
    left, top = (WIDTH - size) / 2, (HEIGHT - _STRIP - size) / 2
    return [[(left + x * scale, top + y * scale) for x, y in one] for one in polygons]


def _paint(rows: NDArray[np.uint8], polygons: list[Polygon], first: int) -> None:
    """Fill polygons (nonzero rule) with the palette entries from `first` on, edges softened."""
    edges = [edge for one in polygons for edge in zip(one, one[1:] + one[:1], strict=True)]
    heights = [y for one in polygons for _, y in one]
    for y in range(int(min(heights)), int(max(heights)) + 1):
        cover = np.zeros(WIDTH)
        for line in range(_LINES):
            for start, end in _spans(edges, y + (line + 0.5) / _LINES):
                _add(cover, start, end)
        steps = np.rint(cover / _LINES * (_LEVELS - 1)).astype(np.uint8)
        rows[y] = np.where(steps > 0, first + steps, rows[y])


def _spans(edges: list[tuple[Point, Point]], y: float) -> Iterable[tuple[float, float]]:
    crossings = sorted(
        (x1 + (y - y1) * (x2 - x1) / (y2 - y1), 1 if y2 > y1 else -1)
        for (x1, y1), (x2, y2) in edges
        if (y1 <= y) != (y2 <= y)
    )
    winding = 0
    for (start, turn), (end, _) in pairwise(crossings):
        winding += turn
        if winding:
            yield start, end


def _add(cover: NDArray[np.float64], start: float, end: float) -> None:
    """What a line from `start` to `end` covers of each pixel."""
    first, last = int(start), int(end)
    cover[first:last] += 1
    cover[first] -= start - first
    cover[last] += end - last


def _png(rows: NDArray[np.uint8], colours: Iterable[bytes]) -> bytes:
    """Source of the format: PNG (third edition), W3C; filter 0, colour type 3."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    pixels = zlib.compress(np.pad(rows, ((0, 0), (1, 0))).tobytes())
    chunks = [(b"IHDR", header), (b"PLTE", b"".join(colours)), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checked)
