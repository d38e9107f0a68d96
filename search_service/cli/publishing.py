"""One release of the content: read, judged and published while its pages are built aside."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date

import click

from search_service.analysis.pinyin import all_syllables
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.checks.baseline import Baseline
from search_service.checks.content_view import ContentView, open_view
from search_service.checks.findings import require_sound
from search_service.checks.findings_aside import sound_meanwhile
from search_service.checks.guide_outcomes import outcomes_led_elsewhere
from search_service.checks.kept_findings import KeptFindings
from search_service.cli.as_of_day import away_on, published_project
from search_service.content.problems import Problem
from search_service.desk.internal_content import has_desk
from search_service.desk.release_part import desk_part
from search_service.errors import ContentInvalid
from search_service.releases.documents import documents_of
from search_service.releases.lock import forget_unused
from search_service.releases.opening import Release
from search_service.releases.publish import DeskPart, publish_release
from search_service.releases.verification import name_of
from search_service.settings import Settings
from search_service.site.build import SiteBuild
from search_service.site.pages import PagesAside


def _content_of_today(
    settings: Settings, old: Baseline | None, today: date
) -> tuple[Settings, ContentView, KeptFindings]:
    """What readers may see today, and where it stands; the rules have not been asked yet."""
    kept = KeptFindings(settings.state_folder, settings.content_folder)
    content = open_view(settings, today, alone=True)
    away = away_on(content.corpus, today, settings.project_dir)
    if not away:
        return settings, content, kept
    require_sound(content, old, kept)
    for one in away:
        click.echo(f"今天不发布：{one.article.id} {one.article.front_matter.title}")
    published = published_project(settings, content.corpus, today)
    kept = KeptFindings(settings.state_folder, published.content_folder)
    return published, open_view(published, today), kept


def build_release(
    settings: Settings, old: Baseline | None, pages: PagesAside, *, force: bool
) -> None:
    """Publish what readers may see today, and say what was published.

    Args:
        settings: Where the project lies.
        old: Old errors that are mended later.
        pages: The pages of the site, begun.
        force: As of `publish_release`.

    Raises:
        ContentInvalid: An error of the content.
        KbError: The release could not be made or was refused; the one before stays.
    """
    today = date.today()  # noqa: DTZ011 - the operator's own day
    whole = settings
    settings, content, kept = _content_of_today(settings, old, today)
    passed_over = "" if old is None else "--baseline"
    if settings is not whole:
        # An outcome may lead to what stands in for an article; a day alone stops no build.
        passed_over = passed_over or "今天有文章不发布"
    all_syllables()  # the table is read once, before this process is copied
    try:
        with sound_meanwhile(content, old, kept) as require_sound_content:
            documents = documents_of(content.corpus)
            desk = desk_part(content.desk) if has_desk(settings.content_folder) else None
            release = _publish(
                settings,
                content,
                documents,
                desk,
                require_sound_content,
                pages if settings is whole else None,
                force=force,
                passed_over=passed_over,
            )
    except ContentInvalid:
        forget_unused(settings.releases_folder)
        raise
    click.echo(
        f"已发布并启用：{release.name}（{len(documents.articles)} 篇文章，"
        f"{len(documents.passages)} 段）"
    )
    if desk is not None:
        internal = len(desk.documents.articles) - len(documents.articles)
        click.echo(f"坐席另有 {internal} 篇内部文章。")
    click.echo(f"网站：{release.site}")


def _publish(  # noqa: PLR0913 - the parts of a release
    settings: Settings,
    content: ContentView,
    documents: Documents,
    desk: DeskPart | None,
    require_sound_content: Callable[[], None],
    pages: PagesAside | None,
    *,
    force: bool,
    passed_over: str,
) -> Release:
    building = SiteBuild(settings, content.analyser, strict=True, pages=pages)

    def judge(search: Search) -> tuple[Problem, ...]:
        """Outcomes of guided trees that other articles are found for."""
        led_elsewhere = tuple(
            outcomes_led_elsewhere(search, content.corpus.data, settings.content_folder)
        )
        if not passed_over:
            return led_elsewhere
        for one in led_elsewhere:
            click.echo(f"{one}（{passed_over}：这次不拦）", err=True)
        return ()

    with click.progressbar(
        length=len(documents.passages),
        label="建立索引",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),  # nothing but errors before what is known aside
    ) as bar:
        return publish_release(
            settings,
            documents,
            content.analyser,
            force=force,
            progress=lambda _done, _all: bar.update(1),
            desk=desk,
            site=building.write,
            begin_site=lambda site: building.meanwhile(site, documents, name_of(site.parent)),
            judge=judge,
            alone=True,
            require_sound=require_sound_content,
            waiting=lambda message: click.echo(message, err=True),
        )
