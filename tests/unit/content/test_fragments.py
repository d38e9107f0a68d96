from __future__ import annotations

import pytest

from search_service.content.article_parser import split_front_matter
from search_service.content.data.operator_data import load_operator_data
from search_service.content.fragments import Fragments, TooDeep, fragments_of
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.source_files import pages_of
from tests.builders import ROOT, SHOP
from tests.conftest import RealBuild


@pytest.fixture
def fragments() -> Fragments:
    return fragments_of(SHOP / "content" / "pages")


def test_every_fragment_stands_in_its_built_page(real_build: RealBuild) -> None:
    pages = ROOT / "content" / "pages"
    data, _ = load_operator_data(ROOT / "content")
    renderer = ContentRenderer(ROOT / "content", data)
    for path in pages_of(pages):
        _, body, _ = split_front_matter((pages / path).read_text(encoding="utf-8"))
        fragment = fragments_of(pages).of(path, renderer.render(body, shared=True))
        folder = path.removesuffix(".md").removesuffix("index")
        built = real_build.site / folder / "index.html"
        # A topic page has no text of its own, and the theme lists its articles.
        assert fragment.html.strip() in built.read_text(encoding="utf-8"), path


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("does-not-light.md", ("lamps/does-not-light.md", "")),
        ("does-not-light.md#灯丝", ("lamps/does-not-light.md", "灯丝")),
        ("../delivery/when-shipped.md", ("delivery/when-shipped.md", "")),
        ("/delivery/index.md", ("delivery/index.md", "")),
        ("../index.md", ("index.md", "")),
        ("#灯丝", ("lamps/change-bulb.md", "灯丝")),
        ("https://example.com/a.md", None),
        ("missing.md", None),
    ],
)
def test_a_link_leads_to_the_page_that_was_written(
    fragments: Fragments, link: str, target: tuple[str, str] | None
) -> None:
    fragment = fragments.of("lamps/change-bulb.md", f"看[这里]({link})。")

    href = fragment.html.split('href="')[1].split('"')[0]

    assert fragment.target(href) == target


def test_headings_are_given_with_their_anchors(fragments: Fragments) -> None:
    fragment = fragments.of("lamps/change-bulb.md", "## 一\n\n### 二\n\n## 三 {#c}\n")

    assert fragment.toc == (("一", "一"), ("三", "c"))


@pytest.mark.parametrize(
    "markdown",
    ["> " * 3_000 + "灯", "<div>" * 3_000, "\n".join("    " * n + "- 灯" for n in range(300))],
)
def test_what_is_nested_beyond_reading_is_refused(fragments: Fragments, markdown: str) -> None:
    with pytest.raises(TooDeep):
        fragments.of("lamps/change-bulb.md", markdown)
