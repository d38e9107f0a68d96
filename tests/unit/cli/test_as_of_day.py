"""Articles are published between their days; what leads to one that is away leads elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.checks.content_view import open_view
from search_service.checks.findings import findings_of
from search_service.checks.rule import Level
from search_service.cli.as_of_day import published_project
from search_service.content.corpus import load_corpus
from search_service.content.redirects import load_redirects
from search_service.content.word_lists import load_word_lists
from search_service.desk.internal_content import load_desk
from search_service.settings import Settings
from tests.builders import TEAMS, copied_shop, internal_file, write_agents

DAY = date(2026, 3, 10)
BULB = "content/pages/lamps/change-bulb.md"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(project_dir=copied_shop(tmp_path / "shop"))


def with_head(settings: Settings, *lines: str) -> None:
    file = settings.project_dir / BULB
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nid:", "\n" + "\n".join(lines) + "\nid:", 1), encoding="utf-8")


def on(settings: Settings, day: date) -> Settings:
    return published_project(settings, load_corpus(settings.content_folder), day)


def errors(settings: Settings) -> set[str]:
    found = findings_of(open_view(settings, DAY))
    return {f"{one.problem.path} {one.problem.rule}" for one in found if one.level is Level.ERROR}


def codes(settings: Settings) -> set[str]:
    return {article.id for article in load_corpus(settings.content_folder).articles}


def test_without_days_a_project_is_used_as_it_is(settings: Settings) -> None:
    assert on(settings, DAY) is settings


@pytest.mark.parametrize(
    ("line", "day", "is_published"),
    [
        ("publish_on: 2026-03-10", date(2026, 3, 9), False),
        ("publish_on: 2026-03-10", date(2026, 3, 10), True),
        ("expires_on: 2026-03-10", date(2026, 3, 9), True),
        ("expires_on: 2026-03-10", date(2026, 3, 10), False),
    ],
)
def test_an_article_is_there_from_its_first_day_to_the_day_before_its_last(
    settings: Settings, line: str, day: date, *, is_published: bool
) -> None:
    with_head(settings, line)
    assert ("L-102" in codes(on(settings, day))) == is_published


def test_an_article_that_goes_leaves_no_dead_end(settings: Settings) -> None:
    before = errors(settings)
    with_head(settings, "expires_on: 2026-03-01", "moved_to: L-101")
    published = on(settings, DAY)
    assert codes(published) == codes(settings) - {"L-102"}
    assert errors(published) <= before
    redirects, problems = load_redirects(published.content_folder)
    assert problems == []
    assert ("/lamps/change-bulb/", "/lamps/does-not-light/") in {(r.old, r.new) for r in redirects}
    texts = [p.read_text("utf-8") for p in (published.content_folder / "pages").rglob("*.md")]
    assert not [text for text in texts if "change-bulb" in text or "L-102" in text]
    site = (published.project_dir / "mkdocs.yml").read_text(encoding="utf-8")
    assert "change-bulb" not in site
    assert "L-102" not in site


def test_an_article_that_is_not_published_yet_is_nowhere(settings: Settings) -> None:
    before = errors(settings)
    title = "怎么换灯泡"
    assert title in (settings.project_dir / BULB).read_text(encoding="utf-8")
    with_head(settings, "publish_on: 2026-04-01")
    published = on(settings, DAY)
    assert errors(published) <= before
    texts = [p.read_text("utf-8") for p in (published.content_folder / "pages").rglob("*.md")]
    assert not [text for text in texts if f"title: {title}" in text or "change-bulb" in text]


def test_an_article_that_goes_without_a_successor_stops_no_build(settings: Settings) -> None:
    content = settings.content_folder
    (content / "pages" / "images").mkdir()
    (content / "pages" / "images" / "bulb.svg").write_text("<svg/>", encoding="utf-8")
    page = settings.project_dir / BULB
    page.write_text(page.read_text("utf-8") + "\n![灯泡](../images/bulb.svg)\n", "utf-8")
    (content / "components" / "bulb.md").write_text(
        "看[换灯泡](../lamps/change-bulb.md)。\n", "utf-8"
    )
    (content / "words" / "distress.yml").write_text(
        "calm: [怎么防]\nsituations:\n"
        "  - {situation: 漏电, articles: [L-102], call: [lamplighter], words: [[漏电]]}\n",
        "utf-8",
    )
    moved = "redirects:\n  - {from: /old/, to: /lamps/change-bulb/}\n"
    (content / "data" / "redirects.yml").write_text(moved, "utf-8")
    internal = internal_file(related=["L-102"], body="看[换灯泡](L-102)。\n")
    files = {
        "articles/bulb.md": internal,
        "scripts/L-102.yml": "say:\n  - {when: 开场, text: 先关掉开关。}\n",
        "teams.yml": f"{TEAMS}articles:\n  L-102: repair\n",
    }
    write_agents(content, files)
    before = errors(settings)
    with_head(settings, "expires_on: 2026-03-01")

    published = on(settings, DAY)

    assert errors(published) <= before
    told = load_desk(published.content_folder, load_corpus(published.content_folder))
    assert told.problems == ()
    assert not (published.content_folder / "pages" / "images" / "bulb.svg").exists()
    assert (content / "pages" / "images" / "bulb.svg").exists()
    assert load_redirects(published.content_folder)[0] == ()


def test_a_service_can_read_the_release_of_a_day_on_which_an_urgent_article_is_away(
    settings: Settings,
) -> None:
    """Words that lead to it lead elsewhere in the release; the service reads them as written."""
    words = settings.content_folder / "words" / "distress.yml"
    words.parent.mkdir(exist_ok=True)
    told = ("situation: 灯灭了", "articles: [L-102, L-101]", "call: [police]", "words: [[灯灭]]")
    rows = "\n    ".join(told)
    words.write_text(f"calm: []\nsituations:\n  - {rows}\n", encoding="utf-8")
    with_head(settings, "expires_on: 2026-03-10")

    published = on(settings, DAY)

    folders = [one.content_folder / "words" for one in (settings, published)]
    lists = [load_word_lists(folder) for folder in folders]
    assert [one.situations[0].articles for one in lists] == [("L-102", "L-101"), ("L-101", "L-101")]
    assert lists[0].digest == lists[1].digest


@pytest.mark.parametrize(
    ("left_out", "gone"),
    [("/lamps/change-bulb.md", {"L-102"}), ("delivery/", {"D-101", "D-102"})],
)
def test_what_the_settings_leave_out_is_never_published(
    settings: Settings, left_out: str, gone: set[str]
) -> None:
    site = settings.project_dir / "mkdocs.yml"
    text = site.read_text(encoding="utf-8").replace("official_channels_id: D-101", "more: 1")
    site.write_text(f"{text}exclude_docs: |\n  {left_out}\n", encoding="utf-8")
    published = on(settings, DAY)

    assert codes(published) == codes(settings) - gone
    assert errors(published) <= errors(settings)
    is_topic = left_out.endswith("/")
    hub = published.content_folder / "pages" / "delivery" / "index.md"
    assert hub.exists() is not is_topic
    assert ("配送" in (published.project_dir / "mkdocs.yml").read_text("utf-8")) is not is_topic


def test_the_questions_beside_what_is_away_are_away_too(settings: Settings) -> None:
    beside = settings.project_dir / BULB.replace(".md", ".questions.yml")
    beside.write_text("section_questions:\n  拧下来:\n    - 往哪边拧\n", encoding="utf-8")
    before = errors(settings)
    with_head(settings, "expires_on: 2026-03-09")

    published = on(settings, DAY)

    assert not [*published.content_folder.rglob("*.questions.yml")]
    assert errors(published) <= before
    assert beside.exists()
