"""Two brands of one repository: each is built under its own name, and neither holds the other."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import open_view
from search_service.cli.as_of_day import published_project
from search_service.cli.brand import refreshed
from search_service.content.branding import brand_of, write_branded
from search_service.content.corpus import load_corpus
from search_service.content.data.brand import Brand
from search_service.desk.internal_content import has_desk
from search_service.desk.release_part import desk_part
from search_service.desk.shell_pages import SHELL
from search_service.releases.documents import documents_of
from search_service.releases.opening import open_search
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings
from search_service.site.build import build_site
from search_service.web.factory import create_app
from tests.builders import ROOT, article_file, copied_shop
from tests.service_client import TestClient

STYLES = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
SVG = "http://www.w3.org/2000/svg"
FIRST, SECOND = "萤火灯铺", "星光灯行"
PURPLE = "#7a2e8c"
ABOUT = {
    "name": FIRST,
    "short_name": FIRST,
    "written_as": [FIRST],
    "description": f"{FIRST}的帮助。",
    "domain": None,
    "tone": "你",
    "licence": None,
    "light": {"brand": "#0b6658", "strong": "#074a40", "tint": "#e9f4f0", "on_brand": "#ffffff"},
    "dark": {"brand": "#74cdba", "strong": "#a2e3d5", "tint": "#17302a", "on_brand": "#06211b"},
    "logo": "images/favicon.svg",
    "share_image": "images/share.png",
    "status": "待核实",
    "checked_on": None,
}
OTHER = {
    **ABOUT,
    "name": SECOND,
    "short_name": SECOND,
    "description": f"{SECOND}的帮助。",
    "light": {"brand": PURPLE, "strong": "#571f65", "tint": "#f6eafa", "on_brand": "#ffffff"},
    "dark": {"brand": "#dda6ec", "strong": "#eccbf5", "tint": "#331b3b", "on_brand": "#2a0f31"},
    "logo": None,
    "share_image": None,
}


# The second brand has a page of its own, calls a topic by another name and leaves a page out.
OWN_SETTINGS = """nav:
  - 灯和灯架:
      - lamps/index.md
      - lamps/stands.md
exclude_docs: |
  /lamps/change-bulb.md
"""
LATER = "lamps/later.md"


def write_brand(folder: Path, about: Mapping[str, object]) -> None:
    file = folder / "content" / "data" / "brand.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(dict(about), allow_unicode=True), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied_shop(tmp_path_factory.mktemp("brands") / "project")
    (folder / "content" / "pages" / "images").mkdir()
    drawing = folder / "content" / "pages" / "images" / "lamp.svg"
    page = folder / "content" / "pages" / "lamps" / "remote-control.md"
    page.write_text(page.read_text("utf-8") + "\n![一盏灯](../images/lamp.svg)\n", "utf-8")
    drawing.write_text(f"<svg xmlns='{SVG}'><path fill='#0B6658' stroke='#fff'/></svg>", "utf-8")
    write_brand(folder, ABOUT)
    write_brand(folder / "brands" / "star", OTHER)
    own = folder / "brands" / "star"
    (own / "mkdocs.yml").write_text(OWN_SETTINGS, encoding="utf-8")
    (own / "content" / "pages" / "lamps").mkdir(parents=True)
    written = article_file(
        article_id="L-201",
        title="灯架怎么装",
        questions=["装灯架", "灯架怎么弄", "deng jia"],
        related=["L-101"],
    )
    (own / "content" / "pages" / "lamps" / "stands.md").write_text(written, encoding="utf-8")
    # Added to the first brand's navigation, after the second brand's settings were written.
    later = article_file(
        article_id="L-202",
        title=f"{FIRST}的灯怎么寄",
        questions=["寄灯", "灯寄到哪", "ji deng"],
        related=["L-101"],
    )
    (folder / "content" / "pages" / LATER).write_text(later, encoding="utf-8")
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    line = "      - lamps/index.md\n"
    settings.write_text(text.replace(line, f"{line}      - {LATER}\n"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first(project: Path) -> Settings:
    return published(Settings(project_dir=project))


@pytest.fixture(scope="module")
def second(project: Path) -> Settings:
    return published(Settings(project_dir=project, brand="star"))


def published(given: Settings) -> Settings:
    """The settings of a brand after its release was published."""
    branded = refreshed(given)
    day = load_corpus(branded.content_folder).articles[0].front_matter.updated
    settings = published_project(branded, load_corpus(branded.content_folder), day)
    analyser: Analyser = load_analyser(settings)
    corpus = load_corpus(settings.content_folder)
    desk = None
    if has_desk(settings.content_folder):
        desk = desk_part(open_view(settings, corpus.articles[0].front_matter.updated).desk)
    publish_release(
        settings,
        documents_of(corpus),
        analyser,
        force=True,
        desk=desk,
        site=lambda site, search: build_site(settings, site, search, analyser, strict=False),
    )
    return settings


def texts_below(folder: Path) -> str:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)


def everything_of(settings: Settings) -> str:
    """Whatever a visitor, an agent or a reader of the feed can be given, index included."""
    service, _ = open_search(settings, load_analyser(settings))
    documents = service.documents
    current = settings.releases_folder / "current"
    return "\n".join(
        [
            texts_below(current.resolve()),
            *(passage.text for passage in documents.passages),
            *(str(article) for article in documents.articles),
            *(str(topic) for topic in documents.topics),
        ]
    )


def test_each_brand_is_named_in_what_is_built_for_it(first: Settings, second: Settings) -> None:
    for settings, own in ((first, FIRST), (second, SECOND)):
        site = settings.releases_folder / "current" / "site"
        home = (site / "index.html").read_text(encoding="utf-8")
        assert f"<title>{own}帮助中心</title>" in home
        assert f"<title>{own}帮助中心</title>" in (site / "feed.xml").read_text(encoding="utf-8")


def test_neither_brand_holds_a_word_of_the_other(first: Settings, second: Settings) -> None:
    assert SECOND not in everything_of(first)
    assert FIRST not in everything_of(second)


def test_a_page_added_to_the_first_navigation_stands_in_the_second_with_what_is_its_own(
    first: Settings, second: Settings
) -> None:
    one, other = (s.releases_folder / "current" / "site" for s in (first, second))
    homes = {site: (site / "index.html").read_text(encoding="utf-8") for site in (one, other)}
    pages = ("lamps/later", "lamps/stands", "lamps/change-bulb")
    built = {site: [(site / page / "index.html").exists() for page in pages] for site in homes}

    assert built == {one: [True, False, True], other: [True, True, False]}
    assert f"{SECOND}的灯怎么寄" in (other / "lamps/later/index.html").read_text(encoding="utf-8")
    assert 'href="lamps/later/"' in (other / "lamps/index.html").read_text("utf-8").replace(
        'href="later/"', 'href="lamps/later/"'
    )
    assert "灯和灯架" in everything_of(second)
    topics = open_search(second, load_analyser(second))[0].documents.topics
    assert {topic.title for topic in topics} == {"灯和灯架", "配送"}
    assert "灯和灯架" not in everything_of(first)


def test_the_releases_of_the_brands_lie_apart(first: Settings, second: Settings) -> None:
    assert first.releases_folder != second.releases_folder
    assert first.agents_file != second.agents_file


def test_colours_mark_and_share_image_are_the_brands_own(first: Settings, second: Settings) -> None:
    one, other = (s.releases_folder / "current" / "site" for s in (first, second))
    for sheet in ("site.css", "tokens.css"):
        css = (other / "stylesheets" / sheet).read_text(encoding="utf-8")
        assert f"--kb-brand: {PURPLE}" in css
        assert "#0b6658" not in css
        assert "--kb-brand: #0b6658" in (one / "stylesheets" / sheet).read_text(encoding="utf-8")
    assert PURPLE in (other / "images/favicon.svg").read_text(encoding="utf-8")
    drawing = (other / "images/lamp.svg").read_text(encoding="utf-8")
    assert (PURPLE in drawing, "#fff" in drawing, "0B6658" in drawing) == (True, True, False)
    share = (other / "images/share.png").read_bytes()
    assert share.startswith(b"\x89PNG")
    assert share != (one / "images/share.png").read_bytes()


@pytest.mark.parametrize(("brand", "own"), [(None, FIRST), ("star", SECOND)])
def test_the_door_of_the_desk_and_the_search_are_the_brands_own(
    project: Path, first: Settings, second: Settings, brand: str | None, own: str
) -> None:
    assert first
    assert second
    with TestClient(
        create_app(Settings(project_dir=project, brand=brand)), "http://127.0.0.1"
    ) as c:
        door = c.get("/agent/login").text
        found = c.get("/api/v1/search", params={"q": own}).text

    other = {FIRST: SECOND, SECOND: FIRST}[own]
    assert f"{own}坐席台" in door
    assert other not in door + found.replace(f'"query":"{own}"', "")


@pytest.mark.parametrize(("brand", "colour"), [(None, "#0b6658"), ("star", PURPLE)])
def test_the_desk_wears_the_colours_and_the_mark_of_its_brand(
    project: Path, first: Settings, second: Settings, brand: str | None, colour: str
) -> None:
    site = (second if brand else first).releases_folder / "current" / "site"
    app = create_app(Settings(project_dir=project, brand=brand))
    with TestClient(app, "http://127.0.0.1") as c:
        door = c.get("/agent/login").text
        sheets = {name: c.get(f"/agent/{name}").text for name in STYLES.findall(door)}
        mark = c.get("/images/favicon.svg").text

    assert f"--kb-brand: {colour}" in sheets.pop("../stylesheets/tokens.css")
    assert mark == (site / "images" / "favicon.svg").read_text(encoding="utf-8")
    # The desk's own sheets name colours by what they are for, so that none stays behind.
    own = [file.read_text(encoding="utf-8") for file in (SHELL / "agent/assets").glob("*.css")]
    assert sheets
    assert [
        css for css in [*sheets.values(), *own] if re.search(r":[^;{]*#[0-9a-f]{3,8}\b", css)
    ] == []


def test_renaming_the_brand_touches_no_article(tmp_path: Path) -> None:
    folder = copied_shop(tmp_path / "project")
    write_brand(folder, ABOUT | {"name": SECOND, "short_name": SECOND})

    settings = refreshed(Settings(project_dir=folder))

    assert FIRST not in texts_below(settings.project_dir / "content")
    assert SECOND in texts_below(settings.project_dir / "content")
    assert FIRST in texts_below(folder / "content" / "pages")


def test_a_name_that_holds_the_written_one_is_written_once(tmp_path: Path) -> None:
    folder = copied_shop(tmp_path / "project")
    write_brand(folder, ABOUT | {"name": f"{FIRST}优选", "short_name": FIRST})

    settings = refreshed(refreshed(Settings(project_dir=folder)))

    text = texts_below(settings.project_dir / "content")
    assert f"{FIRST}优选" in text
    assert f"{FIRST}优选优选" not in text
    assert re.search(f"{FIRST}(?!优选)", text) is None


def test_a_file_that_goes_from_the_content_goes_from_the_brands_project(tmp_path: Path) -> None:
    folder = copied_shop(tmp_path / "project")
    write_brand(folder, ABOUT | {"name": SECOND})
    settings = refreshed(Settings(project_dir=folder))
    (folder / "content" / "pages" / "lamps" / "change-bulb.md").unlink()

    refreshed(Settings(project_dir=folder))

    assert not (settings.content_folder / "pages" / "lamps" / "change-bulb.md").exists()
    assert (settings.content_folder / "pages" / "lamps" / "index.md").exists()


def test_the_name_of_the_help_centre_stands_in_no_code_and_in_nothing_built_under_another(
    tmp_path: Path,
) -> None:
    own = brand_of(ROOT)
    assert own is not None
    about = own.model_dump(mode="json") | OTHER | {"written_as": list(own.written_as)}
    other = Brand.model_validate(about)

    project = write_branded(ROOT, None, other, tmp_path / "project")

    shutil.rmtree(tmp_path / "project" / "content" / "judgements")
    for folder in ("content", "theme"):
        assert own.name not in texts_below(project / folder)
    assert own.name not in (project / "mkdocs.yml").read_text(encoding="utf-8")
    code = [*(ROOT / "search_service").rglob("*.py"), *(ROOT / "theme").rglob("*.html")]
    code += [*(ROOT / "search_service").rglob("*.html"), *(ROOT / "theme").rglob("*.js")]
    named = [file.name for file in code if own.name in file.read_text(encoding="utf-8")]
    assert named == []


def test_a_reader_is_addressed_as_the_brand_wishes_but_for_what_people_are_quoted_to_say(
    tmp_path: Path,
) -> None:
    folder = copied_shop(tmp_path / "project")
    page = folder / "content" / "pages" / "lamps" / "change-bulb.md"
    text = page.read_text(encoding="utf-8") + "\n你可以说：「你们几点关门」。\n"
    page.write_text(text, encoding="utf-8")
    asked = "section_questions:\n  拧下来:\n    - 你们的灯泡怎么拧\n"
    page.with_name("change-bulb.questions.yml").write_text(asked, encoding="utf-8")
    write_brand(folder, ABOUT | {"tone": "您"})

    settings = refreshed(Settings(project_dir=folder))

    beside = settings.content_folder / "pages" / "lamps" / "change-bulb.questions.yml"
    assert beside.read_text("utf-8") == asked
    shown = (settings.content_folder / "pages" / "lamps" / "change-bulb.md").read_text("utf-8")
    assert "您可以说：「你们几点关门」。" in shown
    head = re.search(r"questions:.*?tags:", text, re.DOTALL)
    assert head
    assert head[0] in shown


def test_nothing_that_is_published_spells_the_brand_in_latin_letters() -> None:
    """Such a name is not replaced: what stands for a host or a program is called neutrally."""
    folders = ("pages", "components", "data", "agents")
    files = [file for name in folders for file in (ROOT / "content" / name).rglob("*.*")]
    files += (ROOT / "theme").rglob("*.*")
    spelt = [
        file.name
        for file in files
        if file.suffix in {".md", ".yml", ".svg", ".js", ".css", ".html"}
        if re.search("uqianba|uwallet", file.read_text(encoding="utf-8"), re.IGNORECASE)
    ]

    assert spelt == []


@pytest.mark.parametrize(
    ("written", "name", "before", "after"),
    [
        ("u钱包", "月光付", "退回 u钱包余额，在 u钱包里。", "退回月光付余额，在月光付里。"),
        ("u钱包", "月光Pay", "退回 u钱包余额，「u钱包」", "退回月光Pay 余额，「月光Pay」"),
        ("萤火灯铺", "Lamp灯", "找萤火灯铺客服", "找 Lamp灯客服"),
        ("萤火灯铺", "Lamp", "找萤火灯铺客服；萤火灯铺。", "找 Lamp 客服；Lamp。"),
        ("u钱包", "v钱包", "退回 u钱包余额", "退回 v钱包余额"),
    ],
)
def test_a_name_of_other_letters_has_the_space_it_needs_beside_chinese(
    tmp_path: Path, written: str, name: str, before: str, after: str
) -> None:
    folder = copied_shop(tmp_path / "project")
    page = folder / "content" / "pages" / "lamps" / "change-bulb.md"
    page.write_text(f"{page.read_text('utf-8')}\n{before}\n", encoding="utf-8")
    write_brand(folder, ABOUT | {"name": name, "short_name": name, "written_as": [written]})

    settings = refreshed(Settings(project_dir=folder))

    shown = settings.content_folder / "pages" / "lamps" / "change-bulb.md"
    assert shown.read_text("utf-8").rstrip().rsplit("\n", 1)[1] == after
