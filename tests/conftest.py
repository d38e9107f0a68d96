"""What several test folders share: the invented shop, built once a session."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from search_service.analysis.chains import Analyser
from search_service.analysis.segment import ChineseSegmenter
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.asking.lexicon import Lexicon
from search_service.content.corpus import load_corpus
from search_service.releases import generations
from search_service.releases.documents import documents_of
from search_service.releases.opening import open_release
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings
from search_service.site.build import build_site
from tests.builders import ROOT, SHOP
from tests.garbage import Settled

# The same examples on every run, and no clock: a slow machine is not a failed promise.
hypothesis.settings.register_profile("house", derandomize=True, deadline=None, database=None)
# Every example is an index of its own in a cluster.
hypothesis.settings.register_profile(
    "cluster", hypothesis.settings.get_profile("house"), max_examples=25
)
hypothesis.settings.load_profile("cluster" if "OPENSEARCH_TEST_URL" in os.environ else "house")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Settled())


MOST_SEGMENTERS = 4  # some 40 MB each
# Longest first: what is begun last decides when all is done.
_FIRST = ("tests/browser/", "tests/integration/", "")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser, whole commands, then the rest; workers take them by file."""

    def place(item: pytest.Item) -> int:
        path = item.path.as_posix()
        return next(number for number, part in enumerate(_FIRST) if part in path)

    for item in items:
        if place(item) == 0:
            item.add_marker(pytest.mark.browser)
    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def _own_settings_only() -> Iterator[None]:
    """Nobody's exported KB_… setting changes a test; KB_CHROMIUM is the browser tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("KB_")]:
            if name != "KB_CHROMIUM":
                patch.delenv(name)
        yield


@pytest.fixture(scope="session", autouse=True)
def _one_segmenter_for_equal_terms() -> Iterator[None]:
    """The chains of a run share the segmenters that would be equal; each takes a second to make."""
    made: dict[tuple[str, ...], ChineseSegmenter] = {}

    def segmenter(terms: Iterable[str], cache_folder: Path | None = None) -> ChineseSegmenter:
        key = tuple(terms)
        if key not in made:
            if len(made) == MOST_SEGMENTERS:
                del made[next(iter(made))]
            made[key] = ChineseSegmenter(key, cache_folder)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search_service.analysis.chains.ChineseSegmenter", segmenter)
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_hash_quickly() -> Iterator[None]:
    """The slowness of the real hash is a promise of its own: tests/unit/desk/test_accounts.py."""
    cheapest = PasswordHasher.from_parameters(CHEAPEST)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search_service.desk.accounts._hasher", cheapest)
        yield


@pytest.fixture(scope="session")
def shop_settings(tmp_path_factory: pytest.TempPathFactory, _own_settings_only: None) -> Settings:
    """The invented shop; index and site lie in a temporary folder."""
    made = tmp_path_factory.mktemp("shop")
    return Settings(project_dir=SHOP, state_dir=made / "state")


@pytest.fixture(scope="session")
def shop_analyser(shop_settings: Settings) -> Analyser:
    return load_analyser(shop_settings)


@pytest.fixture(scope="session")
def shop_documents(shop_settings: Settings) -> Documents:
    corpus = load_corpus(shop_settings.content_folder)
    assert corpus.problems == ()
    return documents_of(corpus)


@pytest.fixture(scope="session")
def shop_search(
    shop_settings: Settings, shop_documents: Documents, shop_analyser: Analyser
) -> Search:
    """In service, with a site of two pages."""

    def write_site(site: Path, _search: Search) -> None:
        for name in ("index.html", "lamps/index.html"):
            page = site / name
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text("<title>萤火灯铺</title>", encoding="utf-8")

    return publish_release(shop_settings, shop_documents, shop_analyser, site=write_site).search


@pytest.fixture(scope="session")
def shop_lexicon(shop_settings: Settings, shop_search: Search, shop_analyser: Analyser) -> Lexicon:
    file = shop_settings.releases_folder / shop_search.generation / "index" / "lexicon.json"
    return Lexicon.load(file, shop_analyser)


@dataclass(frozen=True)
class RealBuild:
    """The real content, indexed and built as for production."""

    settings: Settings
    analyser: Analyser
    search: Search
    site: Path


@pytest.fixture(scope="session")
def real_build(tmp_path_factory: pytest.TempPathFactory, _own_settings_only: None) -> RealBuild:
    """Index and site of the real content, in a temporary folder.

    The first worker that asks builds them, the others open the same release; what a test records
    beside it is its worker's own.
    """
    own = tmp_path_factory.mktemp("real") / "state"
    own.mkdir()
    base = tmp_path_factory.getbasetemp()
    built = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "real-build"
    built.mkdir(exist_ok=True)
    shared = Settings(project_dir=ROOT, state_dir=built)
    with (built / "one-builder").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        analyser = load_analyser(shared)
        if generations.current_name(shared.releases_folder) is None:
            _build(shared, analyser)
    (own / "releases").symlink_to(shared.releases_folder)
    settings = shared.model_copy(update={"state_dir": own})
    release, degraded = open_release(settings, analyser)
    assert degraded is None
    return RealBuild(settings, analyser, release.search, release.site)


def _build(settings: Settings, analyser: Analyser) -> None:
    corpus = load_corpus(settings.content_folder)
    assert corpus.problems == ()
    publish_release(
        settings,
        documents_of(corpus),
        analyser,
        site=lambda site, search: build_site(settings, site, search, analyser, strict=True),
    )
