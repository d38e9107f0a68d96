from __future__ import annotations

import os
from pathlib import Path

import pytest

from search_service.site.rendered_folder import render_folder
from tests.builders import article_file, copied_shop

NEVER_PUBLISHED = [
    ".#change-bulb.md",
    "._change-bulb.md",
    ".draft.md",
    "change-bulb.md~",
    "change-bulb.md.bak",
    "change-bulb.md.orig",
    "change-bulb.markdown",
    "HOW.MD",
    "prices.xlsx",
    "notes.txt",
    "evil.html",
    "evil.js",
    "draft.yml",
    "unused.png",
]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return copied_shop(tmp_path / "shop")


def written(folder: Path) -> set[str]:
    pages = folder / "pages"
    return {file.relative_to(pages).as_posix() for file in pages.rglob("*") if file.is_file()}


def test_exactly_the_listed_pages_are_written(shop: Path, tmp_path: Path) -> None:
    rendered = render_folder(shop / "content", tmp_path / "out")

    assert written(tmp_path / "out") == set(rendered.pages)
    assert {"index.md", "lamps/change-bulb.md", "glossary.md"} <= set(rendered.pages)
    assert rendered.problems == ()


@pytest.mark.parametrize("name", NEVER_PUBLISHED)
def test_a_file_that_merely_lies_there_is_not_published(
    shop: Path, tmp_path: Path, name: str
) -> None:
    before = written(render_folder(shop / "content", tmp_path / "before").config.parent)
    (shop / "content" / "pages" / "lamps" / name).write_bytes(b"\xff\x00 <b>")

    rendered = render_folder(shop / "content", tmp_path / "out", drafts=True)

    assert written(tmp_path / "out") == before
    assert rendered.problems == ()


def test_nothing_is_published_through_a_link(shop: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(article_file(body="秘密。\n"), encoding="utf-8")
    pages = shop / "content" / "pages"
    (pages / "lamps" / "linked.md").symlink_to(outside / "secret.md")
    (pages / "linked").symlink_to(outside, target_is_directory=True)
    (shop / "content" / "components" / "linked.md").symlink_to(outside / "secret.md")
    page = pages / "lamps" / "change-bulb.md"
    text = page.read_text(encoding="utf-8") + '\n{% include "linked.md" %}\n'
    page.write_text(text, encoding="utf-8")

    rendered = render_folder(shop / "content", tmp_path / "out", drafts=True)

    assert {problem.rule for problem in rendered.problems} == {"reference"}
    assert not any("linked" in name for name in written(tmp_path / "out"))
    assert all(
        "秘密" not in (tmp_path / "out" / "pages" / name).read_text(encoding="utf-8")
        for name in written(tmp_path / "out")
    )


def test_pages_as_a_link_publish_nothing(shop: Path, tmp_path: Path) -> None:
    pages = shop / "content" / "pages"
    pages.rename(tmp_path / "elsewhere")
    pages.symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    assert render_folder(shop / "content", tmp_path / "out", drafts=True).pages == ()


def test_a_folder_or_a_pipe_named_like_a_page_is_no_traceback(shop: Path, tmp_path: Path) -> None:
    lamps = shop / "content" / "pages" / "lamps"
    (lamps / "folder.md").mkdir()
    (lamps / "folder.md" / "inner.md").write_text(article_file(), encoding="utf-8")
    os.mkfifo(lamps / "pipe.md")

    rendered = render_folder(shop / "content", tmp_path / "out", drafts=True)

    assert not any("folder" in name or "pipe" in name for name in written(tmp_path / "out"))
    assert rendered.problems == ()


def test_a_picture_is_published_when_a_page_shows_it(shop: Path, tmp_path: Path) -> None:
    lamps = shop / "content" / "pages" / "lamps"
    for name in ("bulb.png", "socket.svg", "other.png"):
        (lamps / name).write_bytes(b"<svg/>")
    (lamps / "active.svg").write_bytes(b"<svg><script>1</script></svg>")
    page = lamps / "change-bulb.md"
    shown = "\n![灯泡](bulb.png) ![灯座](./socket.svg) ![坏](active.svg)\n"
    page.write_text(page.read_text(encoding="utf-8") + shown, encoding="utf-8")

    rendered = render_folder(shop / "content", tmp_path / "out")

    assert set(rendered.pictures) == {"lamps/bulb.png", "lamps/socket.svg"}


def test_a_page_that_nothing_names_is_a_problem_and_is_written_only_as_a_draft(
    shop: Path, tmp_path: Path
) -> None:
    text = article_file(article_id="L-109")
    (shop / "content" / "pages" / "lamps" / "new.md").write_text(text, encoding="utf-8")

    strictly = render_folder(shop / "content", tmp_path / "out")
    loosely = render_folder(shop / "content", tmp_path / "drafts", drafts=True)

    assert [(one.path, one.rule) for one in strictly.problems] == [
        ("content/pages/lamps/new.md", "nav")
    ]
    assert "lamps/new.md" not in strictly.pages
    assert "lamps/new.md" in loosely.pages
