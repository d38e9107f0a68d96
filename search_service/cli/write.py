"""`kb new` and `kb alias`: commands that edit the content for a writer."""

from __future__ import annotations

import sys
from datetime import date, datetime

import click

from search_service.cli.aliases import require_fit, writable, write_aliases
from search_service.cli.authoring import KINDS, NewArticle, create_article
from search_service.cli.brand_sources import BrandSources
from search_service.cli.learn import place, said_place, said_refusal
from search_service.cli.learning_input import guard_of
from search_service.cli.new_topic import DEFAULT_ICON, NewTopic, create_topic
from search_service.cli.project import editing_alone, require_content
from search_service.cli.section_alias import add_section_question
from search_service.content.section_questions import split_place
from search_service.content.site_settings import FILE as SITE
from search_service.desk.without_scripts import FILE as REASONS
from search_service.errors import EditRefused, FeedbackUnknown
from search_service.learning.aliased import AliasTrial
from search_service.records.feedback import FeedbackStore
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

_WHAT = ("文章", "主题")


@click.command(
    name="new",
    options_metavar="[选项]",
    help=(
        "按模板新建一篇文章，或新建一个主题，并在导航里加上它。\n\n"
        "主题只要 --topic、--title 和 --summary，图标可以以后再选。\n\n"
        "在终端里不写选项，会一项一项地问。种类："
        + "，".join(f"{kind} {name}" for kind, name in KINDS.items())
        + "。"
    ),
)
@click.argument("what", metavar="文章|主题", type=click.Choice(_WHAT), required=False)
@click.option("--kind", type=click.Choice(list(KINDS)), metavar="种类", help="用哪个模板。")
@click.option("--topic", metavar="文件夹", help="哪个主题，例如 refunds。")
@click.option("--title", metavar="标题", help="顾客的问题，不超过 20 字；或主题的名字。")
@click.option("--summary", metavar="摘要", help="主题里有什么，一句话。")
@click.option("--icon", metavar="图标", default=DEFAULT_ICON, help="主题在首页上的图标。")
@click.option("--slug", metavar="短名", help="文件名，小写英文，例如 how-long；网址用它。")
@click.option("--letter", metavar="字母", help="编号的字母，主题里还没有文章时才要写。")
@click.option(
    "--flag",
    type=int,
    metavar="编号",
    help="从坐席的「没有答案」起草：问题写进问法，并认领它。编号看 kb feedback flags。",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), hidden=True)
@click.make_pass_decorator(Settings)
def new_command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    *,
    what: str | None,
    kind: str | None,
    topic: str | None,
    title: str | None,
    summary: str | None,
    icon: str,
    slug: str | None,
    letter: str | None,
    flag: int | None,
    today: datetime | None,
) -> None:
    """Ask for what is missing, create the article or topic and say what comes next."""
    require_content(settings)
    sources = BrandSources(settings)
    if (what or _ask_what()) == "主题":
        wanted_topic = NewTopic(
            folder=topic or _ask("--topic", "文件夹（小写英文）"),
            title=title or _ask("--title", "主题的名字"),
            summary=summary or _ask("--summary", "摘要（主题里有什么）"),
            icon=icon,
        )
        with editing_alone(settings), sources.made_own(SITE) as folder:
            page = create_topic(sources.read.project_dir, wanted_topic, folder)
        shown = page.relative_to(settings.project_dir)
        click.echo(f"已新建主题：{shown}（{sources.edited_at(SITE)} 里也加上了）")
        click.echo(f"接下来：kb new 文章 --topic {wanted_topic.folder} --letter 字母，写第一篇。")
        return
    store, asked = FeedbackStore(sources.read.feedback_file), None
    if flag is not None:
        asked = unanswered(store, flag)
        click.echo(f"坐席问的是：{asked}")
    wanted = NewArticle(
        kind=kind or _ask("--kind", "种类", click.Choice(list(KINDS))),
        topic=topic or _ask("--topic", "主题的文件夹"),
        title=(title or _ask("--title", "标题（顾客的问题）")).strip(),
        slug=slug or _ask("--slug", "英文短名"),
        letter=letter.upper() if letter else None,
        asked=asked,
    )
    day = today.date() if today else date.today()  # noqa: DTZ011 - the writer's own day
    with editing_alone(settings), sources.made_own(SITE) as folder:
        article_id, file = create_article(sources.read.project_dir, wanted, day, folder)
    shown = file.relative_to(settings.project_dir)
    if flag is not None:
        store.handle(flag, "taken", f"起草 {article_id}")
    click.echo(f"已新建 {article_id}：{shown}（{sources.edited_at(SITE)} 里也加了一行）")
    click.echo("接下来：")
    click.echo("  1. 运行 kb preview，打开浏览器，边写边看。")
    click.echo("  2. 把每一处「待写」换成内容。")
    click.echo("  3. 在 content/judgements/queries.tsv 里加至少三条顾客会输入的话。")
    steps = [f"运行 kb check {shown}，按提示改到没有问题。"]
    agents = sources.read.project_dir / "content" / "agents"
    if (agents / REASONS).exists():
        scripts = f"content/agents/scripts/{article_id}.yml"
        steps.insert(
            0,
            f"给坐席写话术 {scripts}；不用话术，就在 content/agents/{REASONS} 里"
            f"加一行「{article_id}: 为什么」。",
        )
    for number, step in enumerate(steps, 4):
        click.echo(f"  {number}. {step}")


def unanswered(store: FeedbackStore, number: int) -> str:
    """The question that an agent found no answer to.

    Raises:
        FeedbackUnknown: There is none under this number.
    """
    found = next((one for one in store.by_agents() if one.number == number), None)
    if found is None or found.article_id or not found.comment:
        raise FeedbackUnknown(
            f"没有编号为 {number} 的「没有答案」。kb feedback flags 列出坐席标记的。"
        )
    return found.comment


def _ask_what() -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("请写上要新建什么：kb new 文章，或 kb new 主题。")
    return str(click.prompt("新建什么", type=click.Choice(_WHAT)))


def _ask(option: str, name: str, kind: click.Choice[str] | None = None) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(f"请写上 {option}（{name}）。")
    return str(click.prompt(name, type=kind))


@click.group(
    name="alias", help="给文章加说法。", options_metavar="[选项]", subcommand_metavar="命令 …"
)
def alias_group() -> None:
    """Group of the commands on aliases."""


@alias_group.command(
    name="add",
    options_metavar="[选项]",
    help=(
        '给文章加一种只给搜索用的说法，例如：kb alias add R-102 "退的钱呢"\n\n'
        "公开文章和内部文章都行，条数不限。会先试：让别的问题变差的不加。\n\n"
        "只由一节、一行回答的，在编号后面写上小节标题、表格第一格或一句原话："
        'kb alias add R-102#信用卡 "信用卡退款几天"'
    ),
)
@click.argument("article_id", metavar="编号[#位置]")
@click.argument("text", metavar="说法")
@click.make_pass_decorator(Settings)
def add_command(settings: Settings, article_id: str, text: str) -> None:
    """Add one alias, unless it does harm."""
    require_content(settings)
    with editing_alone(settings):
        _add(settings, article_id, text)


def _add(settings: Settings, article_id: str, text: str) -> None:
    sources = BrandSources(settings)
    content = sources.read.content_folder
    code, part = split_place(article_id)
    if part is not None:
        file, count = add_section_question(content, code, part, text, sources.made_own)
        shown = file.relative_to(settings.project_dir)
        click.echo(f"已加到 {shown} 的「{part}」，现在有 {count} 条问法。")
        click.echo("运行 kb build 以后，搜索就认识它了。")
        return
    texts = writable(content)
    article = texts.article(code)
    alias = require_fit(texts, text)
    corpus = texts.all if texts.all and texts.is_internal(article) else texts.public
    documents = documents_of(corpus)
    trial = AliasTrial(documents, load_analyser(sources.read))
    verdict = guard_of(sources.read, trial, documents, []).judge({article.id: [alias]})
    if verdict.refused:
        raise EditRefused(
            f"没有加上，文件没有改动。{said_refusal(verdict.refused[0])}。请换一种说法。"
        )
    with sources.made_own(texts.path(article)) as folder:
        file = write_aliases(texts, article, [alias], folder / texts.path(article))
    before = place(trial.search.rank_articles(alias), article.id)
    after = place(verdict.search.rank_articles(alias), article.id)
    click.echo(f"已加到 {file.relative_to(settings.project_dir)}。")
    click.echo(f"「{alias}」：{said_place(before, after)}；其余不变。")
    click.echo("运行 kb build 以后，搜索就认识它了。")
