"""What is kept of rendered pages is never out of date, whatever changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search_service.content import fragments
from search_service.content.corpus import Corpus, load_corpus
from search_service.content.fragments import keep_fragments
from tests.builders import article_file, write_content

BODY = """看[怎么换灯泡](change-bulb.md)。
![灯](lamp.png)

- 先关灯
- 再拔插头

{% include "shop_note.md" %}

柜台：{{ channel("counter") }}
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(
        tmp_path / "content",
        {
            "lamps/dark.md": article_file(body=BODY, related=["L-103"]),
            "lamps/flicker.md": article_file(
                article_id="L-103",
                title="灯一闪一闪",
                body="1. 拧紧\n  - 再试\n",
                related=["L-101"],
            ),
        },
    )


@pytest.fixture(autouse=True)
def _keeping(tmp_path: Path) -> Iterator[None]:
    keep_fragments(tmp_path / "state")
    yield
    fragments._kept.clear()  # noqa: SLF001 - tests share their process, runs do not


def _read(content: Path) -> Corpus:
    """The content as a new process reads it."""
    fragments._fragments.cache_clear()  # noqa: SLF001
    return load_corpus(content)


def _read_without(content: Path) -> Corpus:
    kept = fragments._kept[:]  # noqa: SLF001
    fragments._kept.clear()  # noqa: SLF001
    try:
        return _read(content)
    finally:
        fragments._kept[:] = kept  # noqa: SLF001


def _rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def _new_page(content: Path) -> None:
    page = article_file(article_id="L-102", title="怎么换灯泡", related=["L-103"])
    (content / "pages/lamps/change-bulb.md").write_text(page, encoding="utf-8")


def _no_page(content: Path) -> None:
    (content / "pages/lamps/flicker.md").unlink()


def _new_picture(content: Path) -> None:
    (content / "pages/lamps/lamp.png").write_bytes(b"\x89PNG\r\n\x1a\n")


CHANGES: dict[str, Callable[[Path], None]] = {
    "text": lambda c: _rewrite(c / "pages/lamps/dark.md", "先关灯", "先等灯凉"),
    "white space": lambda c: _rewrite(c / "pages/lamps/dark.md", "- 再拔", "    - 再拔"),
    "head": lambda c: _rewrite(c / "pages/lamps/dark.md", "灯不亮怎么办", "灯怎么不亮"),
    "page that a link leads to": _new_page,
    "page gone": _no_page,
    "picture": _new_picture,
    "data": lambda c: _rewrite(c / "data/channels.yml", "000-000-0000", "000-000-0009"),
    "component": lambda c: _rewrite(c / "components/shop_note.md", "湿手", "湿的手"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_content_is_read_as_if_nothing_were_kept(
    content: Path, change: Callable[[Path], None]
) -> None:
    before = _read(content)
    assert before == _read_without(content)
    assert not before.problems

    change(content)

    assert _read(content) == _read_without(content)


def test_pages_that_have_not_changed_are_not_rendered_again(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _read(content)
    rendered: list[str] = []
    render = fragments.Fragments._rendered  # noqa: SLF001

    def told(
        self: fragments.Fragments, path: str, markdown: str
    ) -> tuple[str, list[tuple[str, str]]]:
        rendered.append(path)
        return render(self, path, markdown)

    monkeypatch.setattr(fragments.Fragments, "_rendered", told)

    assert _read(content) == before
    assert rendered == []
    _rewrite(content / "pages/lamps/flicker.md", "拧紧", "轻轻拧紧")
    _read(content)
    assert set(rendered) == {"lamps/flicker.md"}


def test_damaged_entries_change_nothing(content: Path, tmp_path: Path) -> None:
    before = _read(content)
    for entry in (tmp_path / "state/fragments").iterdir():
        entry.write_bytes(entry.read_bytes()[:-3])

    assert _read(content) == before


def test_other_code_renders_anew(
    content: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _read(content)
    before = len([*(tmp_path / "state/fragments").iterdir()])
    monkeypatch.setattr(fragments, "made_by", lambda *_: "other code")

    _read(content)

    assert len([*(tmp_path / "state/fragments").iterdir()]) == 2 * before
