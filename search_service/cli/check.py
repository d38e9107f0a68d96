"""`kb check`: what a writer has to mend, as text, as JSON or as annotations on GitHub."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click
import orjson

from search_service.checks.baseline import FILE as BASELINE
from search_service.checks.baseline import Compared, compare
from search_service.checks.baseline import write_baseline as save_baseline
from search_service.checks.content_view import ContentView, open_view, view_content
from search_service.checks.findings import findings_of
from search_service.checks.kept_findings import KeptFindings
from search_service.checks.mended_places import mend_places
from search_service.checks.mending import mend_typography
from search_service.checks.rule import Finding, Level
from search_service.checks.typography import names_in
from search_service.cli.brand_sources import BrandSources
from search_service.cli.project import baseline_of, require_content
from search_service.content.problems import Problem
from search_service.content.question_files import questions_beside
from search_service.settings import Settings

_FORMATS = ("text", "json", "github")
_GITHUB_LEVELS = {Level.ERROR: "error", Level.NOTICE: "notice"}
_GUIDE = "content/rules.md"
_REWORDED = "reworded-place"
# From so many findings on, a count by rule comes first.
_MANY = 100


@click.command(
    name="check",
    options_metavar="[选项]",
    help=(
        "检查内容，列出要改的地方。\n\n只写几个文件，就只看这几个文件，和文章旁边的问法。"
        "每条规则的说明在 content/rules.md。有 KB_BRAND 时看那个品牌的。"
    ),
)
@click.argument("files", metavar="[文件 …]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--fix", is_flag=True, help="先改好能放心改的排版和改了说法的位置，再检查。")
@click.option("--release", is_flag=True, help="上线前的检查：待核实、过期和该复核的都算错误。")
@click.option("--baseline", is_flag=True, help=f"不报 {BASELINE} 里记下的旧错误，只报新的。")
@click.option("--write-baseline", is_flag=True, help=f"把现有的错误记到 {BASELINE}，以后慢慢改。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option(
    "--format",
    "shape",
    type=click.Choice(_FORMATS),
    default="text",
    metavar="格式",
    help="text、json 或 github（合并请求里的批注）。",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), hidden=True)
@click.make_pass_decorator(Settings)
def check_command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    *,
    files: tuple[Path, ...],
    fix: bool,
    release: bool,
    baseline: bool,
    write_baseline: bool,
    as_json: bool,
    shape: str,
    today: datetime | None,
) -> None:
    """Check and print; exit code 1 when anything is an error."""
    require_content(settings)
    day = today.date() if today else date.today()  # noqa: DTZ011 - the writer's own day
    sources = BrandSources(settings)
    kept = KeptFindings(sources.read.state_folder, sources.read.content_folder)
    content = open_view(sources.read, day)
    named = [_shown(file, settings) for file in files]
    chosen = list(dict.fromkeys([*named, *map(questions_beside, named)]))
    mended = list(_mend(settings, sources, content, chosen)) if fix else []
    if fix and any(one.rule == _REWORDED for one in content.unreadable):
        mended += _mend_places(settings, sources, findings_of(content, kept=kept), chosen)
    if mended:
        read = sources.again()
        kept = KeptFindings(read.state_folder, read.content_folder)
        content = view_content(read.content_folder, content.analyser, day)
    everything = findings_of(content, release=release, kept=kept)
    if write_baseline:
        _write_baseline(sources.own, everything, content)
        return
    known = baseline_of(sources.read) if baseline else Counter()
    compared = compare(everything, known)
    found = [_named(one, sources) for one in compared.new]
    found = [one for one in found if not chosen or _is_chosen(one.problem.path, chosen)]
    if as_json or shape == "json":
        _print_json(found, mended)
    elif shape == "github":
        _print_github(found)
    else:
        for line in mended:
            click.echo(line)
        _print_text(found, len(content.corpus.articles))
        _print_baseline(compared)
    if any(one.level is Level.ERROR for one in found):
        sys.exit(1)


def _shown(file: Path, settings: Settings) -> str:
    """A file as problems name it, however the writer named it."""
    project = settings.project_dir.resolve()
    given = file if file.is_absolute() else Path.cwd() / file
    if not given.exists():
        given = project / file
    if not given.exists() or not given.resolve().is_relative_to(project):
        raise click.BadParameter(f"在项目里找不到文件 {file}。", param_hint="文件")
    return given.resolve().relative_to(project).as_posix()


def _is_chosen(path: str, chosen: Iterable[str]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in chosen)


def _named(finding: Finding, sources: BrandSources) -> Finding:
    """A finding at the file that people edit."""
    return replace(finding, problem=sources.placed(finding.problem))


def _mend(
    settings: Settings, sources: BrandSources, content: ContentView, chosen: list[str]
) -> Iterator[str]:
    """Mend the pages that are chosen; of another brand only those that are its own."""
    for page in content.markdown_files:
        shown_as = sources.edited_at(page.shown_as)
        if not sources.is_own(page.shown_as) or (chosen and not _is_chosen(shown_as, chosen)):
            continue
        for change in mend_typography(settings.project_dir / shown_as, shown_as, names_in(content)):
            yield f"{change.path}:{change.line}：{change.message}"


def _mend_places(
    settings: Settings, sources: BrandSources, found: Iterable[Finding], chosen: list[str]
) -> Iterator[str]:
    """Write today's words where questions name places that are worded otherwise by now."""
    places: dict[str, list[Problem]] = defaultdict(list)
    for one in found:
        if one.problem.rule == _REWORDED and sources.is_own(one.problem.path):
            places[sources.edited_at(one.problem.path)].append(sources.placed(one.problem))
    for shown_as, problems in places.items():
        if not chosen or _is_chosen(shown_as, chosen):
            for change in mend_places(settings.project_dir / shown_as, problems):
                yield f"{change.path}:{change.line}：{change.message}"


def _write_baseline(folder: Path, found: tuple[Finding, ...], content: ContentView) -> None:
    kept, left = save_baseline(folder / BASELINE, found, content.unreadable)
    click.echo(f"已把 {kept} 处旧错误记到 {BASELINE}。以后运行 kb check --baseline，只报新的。")
    if left:
        click.echo(f"另有 {left} 处读不懂的，不能记，要先改好：运行 kb check 看。", err=True)
        sys.exit(1)


def _print_baseline(compared: Compared) -> None:
    if compared.accepted:
        click.echo(f"{BASELINE} 里还有 {compared.accepted} 处旧错误没有改。")
    if compared.mended:
        advice = "请运行 kb check --write-baseline，把它们从里面去掉"
        click.echo(f"{BASELINE} 里有 {compared.mended} 处已经改好。{advice}。")


def _print_counts(found: list[Finding]) -> None:
    """How often which rule, most often first."""
    counts = Counter(one.problem.rule for one in found)
    click.echo(f"一共 {len(found)} 条，按规则：")
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  {count:>5}  {rule}")
    click.echo("")


def _print_text(found: list[Finding], articles: int) -> None:
    if len(found) >= _MANY:
        _print_counts(found)
    # What has to be mended comes last, next to the prompt.
    for one in sorted(found, key=lambda one: one.level is Level.ERROR):
        mark = "（提醒）" if one.level is Level.NOTICE else ""
        click.echo(f"{one.problem}{mark}")
    errors = sum(one.level is Level.ERROR for one in found)
    notices = len(found) - errors
    reminded = f"，另有 {notices} 条提醒" if notices else ""
    if errors:
        click.echo(f"内容里有 {errors} 处要改{reminded}。方括号里的规则见 {_GUIDE}。", err=True)
    else:
        click.echo(f"内容没有问题：{articles} 篇文章{reminded}。")


def _print_json(found: list[Finding], mended: list[str]) -> None:
    rows = [
        {
            "path": one.problem.path,
            "line": one.problem.line,
            "level": one.level,
            "rule": one.problem.rule,
            "message": one.problem.message,
            "advice": one.problem.advice,
            "guide": f"{_GUIDE}#{one.problem.rule}",
        }
        for one in found
    ]
    answer = {"findings": rows, "fixed": mended}
    click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2))


def _print_github(found: list[Finding]) -> None:
    """Workflow commands, see GitHub's documentation on annotations."""
    for one in found:
        problem = one.problem
        place = f"file={_property(problem.path)},line={problem.line},title={problem.rule}"
        text = _data(f"{problem.message}。{problem.advice}")
        click.echo(f"::{_GITHUB_LEVELS[one.level]} {place}::{text}")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
