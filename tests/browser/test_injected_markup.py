"""Two hundred pieces of markup by every way into a page: nothing of it runs."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

import orjson
import pytest
from playwright.sync_api import Browser

from search_service.content.corpus import load_corpus
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings
from search_service.site.build import build_site
from tests.browser.server import running
from tests.browser.visitor import Visitor
from tests.builders import ROOT
from tests.dictionary import with_dictionary

_CALL = "alert(1)"
_RIGHT_TO_LEFT = "\u202e"
_TAGS = (
    "<script>{c}</script>", "<img src=x onerror={c}>", "<svg onload={c}>",
    "<svg><script>{c}</script>", "<iframe src=javascript:{c}>", "<body onload={c}>",
    "<details open ontoggle={c}>", "<input autofocus onfocus={c}>",
    "<a href=javascript:{c}>灯</a>", "<math><mi href=javascript:{c}>",
    "<video><source onerror={c}>", "<marquee onstart={c}>", "<object data=javascript:{c}>",
    "<form action=javascript:{c}><input type=submit>", "<style>@import 'javascript:{c}'</style>",
    "<template><script>{c}</script></template>", "<base href=//evil.test/>",
    "<meta http-equiv=refresh content='0;url=javascript:{c}'>", "javascript:{c}", "{{{{{c}}}}}",
)  # fmt: skip
_AROUND = (
    "{p}", '">{p}', "'>{p}", "</title>{p}", "</textarea>{p}", "-->{p}", "灯{p}灯", "]]>{p}",
    "<<{p}", _RIGHT_TO_LEFT + "{p}",
)  # fmt: skip
PAYLOADS = [
    around.format(p=tag.format(c=_CALL)) for tag, around in itertools.product(_TAGS, _AROUND)
]
_FLAGGED = """
window.ran = [];
window.alert = (text) => window.ran.push(String(text));
document.addEventListener("securitypolicyviolation", (event) => window.ran.push(event.sample));
"""


_HEAD = re.compile(r"^(title|summary): .*$", re.MULTILINE)
_CELL = re.compile(r"^(    (?:meaning|what_to_do)): .*$", re.MULTILINE)


@dataclass(frozen=True)
class Injected:
    """A site whose titles, summaries and data are markup."""

    address: str
    pages: tuple[str, ...]


@pytest.fixture(scope="module")
def injected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Injected]:
    project = tmp_path_factory.mktemp("injected")
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    # mkdocs.yml reads markdown.yml there.
    (project / "search_service").symlink_to(ROOT / "search_service")
    anything = itertools.cycle(PAYLOADS)
    # The models of heads and data refuse the others: nothing is built from them.
    admitted = itertools.cycle(one for one in PAYLOADS if "<" not in one)

    def written(found: re.Match[str], payload: str) -> str:
        return f"{found[1]}: {orjson.dumps(payload).decode()}"  # JSON is YAML

    def in_head(payloads: Iterator[str], found: re.Match[str]) -> str:
        return written(found, next(payloads))

    # Nor has data macros or links.
    plain = itertools.cycle(one for one in PAYLOADS if not re.search(r"<|\{\{|\]\(", one))

    def in_data(found: re.Match[str]) -> str:
        return written(found, next(plain))

    pages: list[str] = []
    for page in sorted((project / "content" / "pages").glob("*/*.md")):
        text = page.read_text(encoding="utf-8")
        if re.search(r"^id: [A-Z]-", text, re.MULTILINE):
            # By turns: a page that is refused is built from what is wrong with it.
            payloads = anything if len(pages) % 2 else admitted
            head = _HEAD.sub(partial(in_head, payloads), text)
            page.write_text(head, encoding="utf-8")
            pages.append(f"/{page.parent.name}/{page.stem}/")
    codes = project / "content" / "data" / "error_codes.yml"
    codes.write_text(_CELL.sub(in_data, codes.read_text(encoding="utf-8")), encoding="utf-8")
    settings = Settings(project_dir=project, state_dir=with_dictionary(project / "state"))
    analyser = load_analyser(settings)
    publish_release(
        settings,
        documents_of(load_corpus(settings.content_folder)),
        analyser,
        force=True,
        site=lambda site, search: build_site(settings, site, search, analyser, strict=False),
    )
    with running(settings, analyser) as address:
        yield Injected(address, tuple(pages))


# Of pages as they are sent, read by the browser's own parser: the title, and whatever would run.
_READ = """(paths) => Promise.all(paths.map(async (path) => {
  const sent = await (await fetch(path)).text();
  const page = new DOMParser().parseFromString(sent, "text/html");
  const runs = (element) =>
    element.matches("iframe, object, embed, marquee, base, meta[http-equiv=refresh]") ||
    (element.localName === "script" && !element.type.endsWith("json") &&
      new URL(element.src || "//inline", location).origin !== location.origin) ||
    [...element.attributes].some(({ name, value }) =>
      name.startsWith("on") || name === "srcdoc" ||
      (/href|src|action|data/.test(name) && /^\\s*(javascript|vbscript):/i.test(value)));
  const found = [...page.querySelectorAll("*")].filter(runs).map((element) => element.outerHTML);
  return [page.title, found];
}))"""
# Each question as going back to it asks it: the page stays, and its script draws the answer.
_ASK = """async (questions) => {
  const page = document.getElementById("kb-results");
  const [hits, status, notes] = [".kb-hits", "[role=status]", ".kb-results__notes"]
    .map((part) => page.querySelector(part));
  const ran = [];
  for (const question of questions) {
    status.textContent = "";
    notes.replaceChildren();
    hits.setAttribute("aria-busy", "true");
    history.pushState(null, "", `/search/?q=${encodeURIComponent(question)}`);
    dispatchEvent(new PopStateEvent("popstate"));
    while (hits.hasAttribute("aria-busy") || !(status.textContent || notes.firstChild)) {
      await new Promise((done) => setTimeout(done, 5));
    }
    const foreign = page.querySelector("script, iframe, object, marquee, base, img, svg, style");
    if (window.ran.length || foreign) ran.push([question, window.ran.splice(0)]);
  }
  return [ran, document.title];
}"""


def watched(browser: Browser, address: str) -> Visitor:
    """A window that notes whatever runs that is not ours, and whatever the policy stops."""
    context = browser.new_context(base_url=address, service_workers="block")
    visitor = Visitor(context.new_page())
    visitor.page.add_init_script(_FLAGGED)
    return visitor


def assert_nothing_ran(visitor: Visitor, what: str) -> None:
    page = visitor.page
    assert page.evaluate("window.ran") == [], what
    assert page.locator("base[href*=evil], iframe, object, marquee").count() == 0, what
    assert visitor.alerts == [], what


def titles_of_sound(visitor: Visitor, paths: Sequence[str]) -> list[str]:
    """Titles of pages in which, as they are sent, nothing of others would run."""
    pages = visitor.page.evaluate(_READ, paths)
    assert {path: runs for path, (_, runs) in zip(paths, pages, strict=True) if runs} == {}
    return [title for title, _ in pages]


def test_there_are_two_hundred() -> None:
    assert len(set(PAYLOADS)) == 200


def test_no_question_runs_anything(browser: Browser, address: str) -> None:
    visitor = watched(browser, address)
    addresses = [f"/search/?q={quote(payload)}" for payload in PAYLOADS]
    # Shown whole: each tag with another surrounding. Then all, as the service sends them and as
    # the script draws them.
    for path in addresses[:: len(_AROUND) + 1]:
        visitor.page.goto(path, wait_until="load")
        assert_nothing_ran(visitor, path)

    assert all(map(str.strip, titles_of_sound(visitor, addresses)))
    ran, title = visitor.page.evaluate(_ASK, PAYLOADS)
    assert ran == []
    assert title.startswith(PAYLOADS[-1].removeprefix(_RIGHT_TO_LEFT))
    assert_nothing_ran(visitor, "all questions")
    visitor.page.context.close()


def test_no_title_summary_or_datum_runs_anything(browser: Browser, injected: Injected) -> None:
    visitor = watched(browser, injected.address)
    searches = [f"/search/?q={quote(text)}" for text in ("退款", "alert", "svg", "E1001", "灯")]
    lists = ["/", "/faq/", "/recent/", "/glossary/", "/tools/", "/tools/error-code/"]
    for path in [*injected.pages[:20], *searches, *lists]:
        visitor.page.goto(path, wait_until="load")
        assert_nothing_ran(visitor, path)

    titles = titles_of_sound(visitor, [*injected.pages, *searches, *lists])
    assert sum("alert(1)" in title for title in titles) > 30
    visitor.page.context.close()


def test_what_is_said_under_an_article_comes_back_nowhere(browser: Browser, address: str) -> None:
    visitor = watched(browser, address)
    page = visitor.page
    page.goto("/refunds/how-long/", wait_until="load")
    for payload in PAYLOADS[:8]:  # as many as one client may send in a minute
        status = page.evaluate(
            """async (comment) => (await fetch("/api/v1/feedback", {
                 method: "POST",
                 headers: {"Content-Type": "application/json", "X-KB-Request": "1",
                           "Idempotency-Key": crypto.randomUUID()},
                 body: JSON.stringify({article_id: "R-102", helpful: false, comment}),
               })).status""",
            payload,
        )
        assert status < 500, payload
    page.goto("/refunds/how-long/", wait_until="load")
    assert "alert(1)" not in page.content()
    assert_nothing_ran(visitor, "feedback")
    page.context.close()
