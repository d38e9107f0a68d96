"""Who follows an old link arrives at the page that took its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from search_service.answering.search import Search
from search_service.releases.publish import publish_release
from search_service.settings import Settings
from search_service.site.extras import write_site_extras
from tests.browser.server import running
from tests.conftest import RealBuild

REDIRECTS = """redirects:
  - {from: /money/back/, to: /refunds/how-long/}
  - {from: /old/help.html, to: /contact/}
"""


@pytest.fixture(scope="module")
def moved(real_build: RealBuild, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A copy of the real site, with two addresses that have moved."""
    made = tmp_path_factory.mktemp("moved")
    content = made / "content"
    shutil.copytree(real_build.settings.content_folder, content)
    (content / "data" / "redirects.yml").write_text(REDIRECTS, encoding="utf-8")

    def write(site: Path, search: Search) -> None:
        shutil.copytree(real_build.site, site)
        write_site_extras(site, content, search.documents)

    settings = real_build.settings.model_copy(update={"state_dir": made / "state"})
    publish_release(settings, real_build.search.documents, real_build.analyser, site=write)
    return settings


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        ("/money/back/", "/refunds/how-long/", "退款多久到账"),
        ("/old/help.html", "/contact/", "沟通技巧"),
    ],
)
@pytest.mark.parametrize("javascript", [True, False])
def test_an_old_address_leads_to_the_new_one(  # noqa: PLR0913 - the fixtures of a whole site
    browser: Browser,
    moved: Settings,
    real_build: RealBuild,
    old: str,
    new: str,
    title: str,
    *,
    javascript: bool,
) -> None:
    with running(moved, real_build.analyser) as address:
        page = browser.new_page(java_script_enabled=javascript)
        try:
            page.goto(address + old)
            page.wait_for_url(address + new)
            expect(page.get_by_role("heading", level=1)).to_have_text(title)
        finally:
            page.close()


def test_what_nginx_is_told_is_the_same(moved: Settings) -> None:
    told = Path(moved.releases_folder / "current" / "site" / "redirects.map").read_text(
        encoding="utf-8"
    )

    assert told == "/money/back/ /refunds/how-long/;\n/old/help.html /contact/;\n"
