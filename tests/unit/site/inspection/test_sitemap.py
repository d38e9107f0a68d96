"""The sitemap says when an article was changed, and of nothing else when."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.answering.documents import Documents
from search_service.site.inspection.sitemap import wrong_sitemap

ADDRESS = "https://lamps.example/"


def write_sitemap(site: Path, days: dict[str, str | None]) -> None:
    urls = "".join(
        f"<url><loc>{ADDRESS}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in days.items()
    )
    start = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    (site / "sitemap.xml").write_text(f"{start}{urls}</urlset>", encoding="utf-8")


@pytest.fixture
def days(shop_documents: Documents) -> dict[str, str | None]:
    """Of the shop: its articles with their days, and its home page without one."""
    return {"": None, **{one.url.lstrip("/"): one.updated for one in shop_documents.articles}}


def test_a_sitemap_with_the_days_of_the_articles_is_silent(
    tmp_path: Path, shop_documents: Documents, days: dict[str, str | None]
) -> None:
    write_sitemap(tmp_path, days)

    assert wrong_sitemap(tmp_path, ADDRESS, shop_documents) == []


def test_the_day_of_the_build_and_a_missing_day_are_named(
    tmp_path: Path, shop_documents: Documents, days: dict[str, str | None]
) -> None:
    wrong = {"": "2026-11-28", "lamps/change-bulb/": "2026-11-28", "lamps/remote-control/": None}
    write_sitemap(tmp_path, days | wrong)

    home, bulb, remote = sorted(wrong_sitemap(tmp_path, ADDRESS, shop_documents))

    assert f"{ADDRESS} 的日期是 2026-11-28，应当是 空的" in home
    assert f"change-bulb/ 的日期是 2026-11-28，应当是 {days['lamps/change-bulb/']}" in bulb
    assert f"remote-control/ 的日期是 None，应当是 {days['lamps/remote-control/']}" in remote


def test_an_article_that_the_sitemap_lacks_is_named(
    tmp_path: Path, shop_documents: Documents, days: dict[str, str | None]
) -> None:
    del days["lamps/change-bulb/"]
    write_sitemap(tmp_path, days)

    [fault] = wrong_sitemap(tmp_path, ADDRESS, shop_documents)

    assert f"缺少文章 {ADDRESS}lamps/change-bulb/" in fault


@pytest.mark.parametrize("text", [None, "<urlset", ""])
def test_a_site_without_a_readable_sitemap_is_said(
    tmp_path: Path, shop_documents: Documents, text: str | None
) -> None:
    if text is not None:
        (tmp_path / "sitemap.xml").write_text(text, encoding="utf-8")

    [fault] = wrong_sitemap(tmp_path, ADDRESS, shop_documents)

    assert "没有或读不出来" in fault
    assert "site_url" in fault
