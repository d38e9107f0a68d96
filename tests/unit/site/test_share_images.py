"""The picture of a shared link: its icon in the brand's colours, whatever the icon's path says."""

from __future__ import annotations

import math
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.content.data.colours import Palette, channels_of
from search_service.content.kept_results import KeptResults
from search_service.site.icons import icon_names, icon_svg
from search_service.site.outlines import Polygon, outlines_of, path_polygons
from search_service.site.rendered_folder import render_folder
from search_service.site.share_images import HEIGHT, WIDTH, kept_share_image, share_image
from tests.builders import ROOT

PALETTE = Palette(brand="#224488", strong="#112244", tint="#eef2fa", on_brand="#fffff0")
NUMBERS = st.integers(-40, 40)


def pixel(png: bytes, x: int, y: int) -> tuple[int, int, int]:
    """The colour of a pixel of a PNG with a palette and filter 0."""
    parts, at = {}, 8
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        parts[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += length + 12
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    assert (width, height) == (WIDTH, HEIGHT)
    index = zlib.decompress(parts[b"IDAT"])[y * (width + 1) + 1 + x]
    red, green, blue = parts[b"PLTE"][3 * index : 3 * index + 3]
    return red, green, blue


def area(polygons: list[Polygon]) -> float:
    """By the shoelace formula; a hole turns the other way."""
    return abs(
        sum(
            (a[0] * b[1] - b[0] * a[1]) / 2
            for one in polygons
            for a, b in zip(one, one[1:] + one[:1], strict=True)
        )
    )


def test_the_icon_the_card_and_the_ground_have_the_brands_colours() -> None:
    square = '<svg><path d="M0 0h12v24H0z"/></svg>'
    png = share_image(PALETTE, square)

    assert pixel(png, 10, 10) == channels_of(PALETTE.tint)
    assert pixel(png, 600, HEIGHT - 5) == channels_of(PALETTE.brand)
    assert pixel(png, 550, 303) == channels_of(PALETTE.on_brand)
    assert pixel(png, 650, 303) == channels_of(PALETTE.brand)


def test_a_picture_drawn_in_an_earlier_run_is_the_one_drawn_now(tmp_path: Path) -> None:
    square = '<svg><path d="M0 0h12v24H0z"/></svg>'
    other = PALETTE.model_copy(update={"tint": "#ffffff"})
    wanted = [(PALETTE, square), (PALETTE, None), (other, square)]
    drawn = [share_image(*one) for one in wanted]

    for _ in range(2):
        assert [kept_share_image(KeptResults(tmp_path), *one) for one in wanted] == drawn
    assert len(list(tmp_path.iterdir())) == len(set(drawn)) == 3


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("M0 0h10v10H0z", 100),
        ("M0 0H10V10H0zM2 2v6h6V2z", 64),
        ("m1 1 4 0 0 4-4 0z", 16),
        ("M10 0a10 10 0 1 1 0 20 10 10 0 1 1 0-20z", 100 * math.pi),
        ("M10 0a10 10 0 110 20 10 10 0 110-20z", 100 * math.pi),
        ("M0 0Q5 10 10 0z", 100 / 3),
        ("M0 0q2.5 5 5 5t5-5z", 50 / 3 * 2),
        ("M0 0C0 10 10 10 10 0z", 60),
    ],
)
def test_shapes_have_their_area(data: str, expected: float) -> None:
    assert area(path_polygons(data)) == pytest.approx(expected, rel=0.02)


def test_a_smooth_curve_goes_on_as_the_one_before_ended() -> None:
    smooth = path_polygons("M0 0c0 5 2 7 5 7s5-2 5-7z")

    assert smooth == path_polygons("M0 0c0 5 2 7 5 7c3 0 5-2 5-7z")


@pytest.mark.parametrize("data", ["L1 1", "M0 0z5", "M0", "M0 0A1 1 0 2 0 5 5", "M0 0 x 5"])
def test_what_is_no_path_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="no path data"):
        path_polygons(data)


@given(st.lists(st.tuples(st.sampled_from("MmLlHhVvCcSsQqTtAaZz"), st.lists(NUMBERS)), max_size=8))
def test_any_path_is_drawn_or_refused(commands: list[tuple[str, list[int]]]) -> None:
    data = "M0 0" + "".join(letter + " ".join(map(str, given)) for letter, given in commands)
    try:
        polygons = path_polygons(data)
    except ValueError:
        return
    assert all(math.isfinite(x) and math.isfinite(y) for one in polygons for x, y in one)


def test_every_topic_has_a_picture_of_its_own(tmp_path: Path) -> None:
    rendered = render_folder(ROOT / "content", tmp_path)
    topics = {path.split("/")[0] for path in rendered.pages if path.endswith("/index.md")}
    images = {topic: tmp_path / f"pages/images/share-{topic}.png" for topic in topics}

    assert len(topics) > 5
    assert len({image.read_bytes() for image in images.values()}) == len(topics)


def test_an_icon_that_is_not_there_is_none_and_every_name_is_drawn() -> None:
    theme = ROOT / "theme"
    assert icon_svg(theme, "material/no-such-icon") is None
    for name in sorted(icon_names(ROOT))[::400]:
        svg = icon_svg(theme, name)
        assert svg is not None
        outlines_of(svg)
