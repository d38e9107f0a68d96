"""Replicas have the whole release or the one before, whatever happens on its way."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.engines.index_store import index_id
from search_service.errors import AnalysisMismatch, IndexUnavailable, ReleaseNotShipped
from search_service.releases import generations
from search_service.releases.opening import open_release
from search_service.releases.publish import publish_release
from search_service.releases.remote import Remote
from search_service.releases.shipping import fetch_current, send_current
from search_service.releases.verification import verify
from search_service.settings import Settings

Build = Callable[[], str]


@pytest.fixture
def builder(tmp_path: Path) -> Settings:
    return Settings(project_dir=tmp_path, state_dir=Path("builder"))


@pytest.fixture
def replica(tmp_path: Path) -> Settings:
    return Settings(project_dir=tmp_path, state_dir=Path("replica"))


@pytest.fixture(params=["file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"memory://{tmp_path}" if request.param == "memory" else str(tmp_path / "shared")


@pytest.fixture
def build(builder: Settings, shop_documents: Documents, shop_analyser: Analyser) -> Build:
    def site(folder: Path, _: object) -> None:
        folder.mkdir()
        (folder / "index.html").write_text("灯", encoding="utf-8")

    def release() -> str:
        return publish_release(builder, shop_documents, shop_analyser, site=site).name

    return release


@pytest.fixture
def send(builder: Settings, url: str) -> Build:
    return lambda: send_current(builder.releases_folder, Remote(url))


@pytest.fixture
def fetch(replica: Settings, url: str, shop_analyser: Analyser) -> Callable[[], str | None]:
    return lambda: fetch_current(replica.releases_folder, Remote(url), index_id(shop_analyser))


def served(settings: Settings, analyser: Analyser) -> str:
    release, degraded = open_release(settings, analyser)
    assert degraded is None
    assert release.search.search("换灯泡").hits[0].article.id == "L-102"
    return release.name


def test_a_replica_serves_what_was_sent_and_goes_back_when_the_builder_does(  # noqa: PLR0913
    build: Build,
    send: Build,
    fetch: Callable[[], str | None],
    builder: Settings,
    replica: Settings,
    shop_analyser: Analyser,
) -> None:
    first = build()
    assert send() == first
    assert fetch() == first
    assert fetch() is None
    second = build()
    send()
    assert fetch() == second
    assert served(replica, shop_analyser) == second
    assert verify(replica.releases_folder / second)

    generations.roll_back(builder.releases_folder)
    send()

    assert fetch() == first
    assert served(replica, shop_analyser) == first


def damaged(remote: Path, name: str, chance: random.Random) -> None:
    files = [file for file in (remote / name).rglob("*") if file.is_file() and file.stat().st_size]
    file = chance.choice(files)
    raw = bytearray(file.read_bytes())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    file.write_bytes(raw)


def half_sent(remote: Path, name: str, chance: random.Random) -> None:
    files = sorted(file for file in (remote / name).rglob("*") if file.is_file())
    for file in chance.sample(files, len(files) // 2):
        file.unlink()


def cut(remote: Path, name: str, chance: random.Random) -> None:
    files = [file for file in (remote / name).rglob("*") if file.is_file() and file.stat().st_size]
    file = chance.choice(files)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def without_manifest(remote: Path, name: str, _: random.Random) -> None:
    (remote / name / "MANIFEST").unlink()


def vanished(remote: Path, _: str, __: random.Random) -> None:
    shutil.rmtree(remote)


def pointer_half_written(remote: Path, name: str, chance: random.Random) -> None:
    (remote / "CURRENT").write_text(name[: chance.randrange(len(name))], encoding="ascii")


@pytest.mark.parametrize("url", ["file"], indirect=True)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "harm", [damaged, half_sent, cut, without_manifest, vanished, pointer_half_written]
)
def test_what_is_not_whole_on_its_way_changes_nothing(  # noqa: PLR0913
    build: Build,
    send: Build,
    fetch: Callable[[], str | None],
    tmp_path: Path,
    replica: Settings,
    harm: Callable[[Path, str, random.Random], None],
    seed: int,
) -> None:
    first = build()
    send()
    fetch()
    second = build()
    send()
    # Without it nothing is taken over from the release before, every file is fetched.
    (replica.releases_folder / first / "MANIFEST").unlink()
    replica_before = {path.name for path in replica.releases_folder.iterdir()}
    harm(tmp_path / "shared", second, random.Random(seed))  # noqa: S311

    with pytest.raises((IndexUnavailable, ReleaseNotShipped)):
        fetch()

    assert generations.current_name(replica.releases_folder) == first
    assert {path.name for path in replica.releases_folder.iterdir()} == replica_before


@pytest.mark.parametrize("url", ["file"], indirect=True)
def test_after_an_interrupted_sending_the_next_one_is_whole(
    build: Build, send: Build, fetch: Callable[[], str | None], tmp_path: Path
) -> None:
    name = build()
    send()
    half_sent(tmp_path / "shared", name, random.Random(3))  # noqa: S311
    (tmp_path / "shared" / name / "MANIFEST").unlink(missing_ok=True)

    send()

    assert fetch() == name


@pytest.mark.parametrize("url", ["file"], indirect=True)
@pytest.mark.parametrize("name", ["../../20200101T000000.000000Z", "/etc", "x" * 24, ""])
def test_a_pointer_that_leads_elsewhere_is_not_followed(
    build: Build, send: Build, fetch: Callable[[], str | None], tmp_path: Path, name: str
) -> None:
    build()
    send()
    (tmp_path / "shared/CURRENT").write_text(name, encoding="utf-8")

    with pytest.raises(ReleaseNotShipped, match="CURRENT"):
        fetch()


@pytest.mark.parametrize("url", ["file"], indirect=True)
@pytest.mark.parametrize("file", ["../../outside", "/etc/passwd", "a/../../b", "a//b", "MANIFEST"])
def test_a_manifest_that_names_files_outside_its_release_is_refused(
    build: Build, send: Build, fetch: Callable[[], str | None], tmp_path: Path, file: str
) -> None:
    name = build()
    send()
    manifest = Remote(str(tmp_path / "shared")).manifest(name)
    forged = manifest.model_copy(update={"files": {**manifest.files, file: "0" * 64}})
    (tmp_path / "shared" / name / "MANIFEST").write_bytes(forged.sealed())

    with pytest.raises(ReleaseNotShipped, match="清单"):
        fetch()


def test_a_release_of_another_analysis_is_not_even_fetched(
    build: Build, send: Build, replica: Settings, url: str
) -> None:
    build()
    send()

    with pytest.raises(AnalysisMismatch):
        fetch_current(replica.releases_folder, Remote(url), "another")

    assert generations.sealed(replica.releases_folder) == []


def test_old_releases_are_forgotten_where_they_were_sent(
    build: Build, send: Build, url: str
) -> None:
    names = []
    for _ in range(6):
        names.append(build())
        send()

    assert Remote(url).names() == names[:1:-1]


def test_an_address_that_nothing_speaks_to_says_where_it_is_explained() -> None:
    with pytest.raises(ReleaseNotShipped, match=r"nonsense://bucket.*docs/scale\.md"):
        Remote("nonsense://bucket/folder")


def test_a_password_in_an_address_stands_in_no_message() -> None:
    with pytest.raises(ReleaseNotShipped) as raised:
        Remote("nonsense://user:secret@bucket/folder")

    assert "secret" not in str(raised.value)
