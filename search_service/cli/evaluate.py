"""`kb evaluate`: how good the search is, on the project's judgements or on a BEIR data set."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import orjson

from search_service.answering.search import Search
from search_service.checks.guide_outcomes import outcomes_led_elsewhere
from search_service.cli.evaluate_other import OtherVersion
from search_service.cli.evaluate_report import (
    print_answers,
    print_comparison,
    print_held_out,
    print_outcomes,
    print_summary,
)
from search_service.cli.evaluate_traffic import print_traffic
from search_service.cli.language import speak_chinese
from search_service.cli.project import require_content
from search_service.content.corpus import load_corpus
from search_service.content.problems import Problem
from search_service.evaluation.answers import AnswerSummary, evaluate_answers, skipped_rows
from search_service.evaluation.datasets import Dataset, load_beir, load_judgements
from search_service.evaluation.evaluate import (
    Evaluation,
    compare,
    evaluate,
    index_documents,
)
from search_service.evaluation.held_out import held_out
from search_service.evaluation.metrics import METRICS
from search_service.evaluation.robustness import DISTORTIONS
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

# click names its types when an option is made, which is when this file is read.
speak_chinese()


@click.command(
    name="evaluate",
    options_metavar="[选项]",
    help="评测搜索质量：默认用 content/judgements/，也可以用 BEIR 数据集。",
)
@click.option(
    "--dataset",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="BEIR 文件夹（corpus.jsonl、queries.jsonl、qrels/）。",
)
@click.option(
    "--split", metavar="名称", default="dev", show_default=True, help="用 qrels 里的哪一份。"
)
@click.option(
    "--aliases",
    type=int,
    metavar="条数",
    help="每个文档用几条别名（默认：corpus.jsonl 里的全部）。",
)
@click.option("--robust", is_flag=True, help="再用改坏的查询各测一遍：同音字、漏字、拼音、繁体……")
@click.option("--against", metavar="版本", help="与另一个索引版本或 git 版本比较，例如 main。")
@click.option(
    "--csv",
    "csv_file",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="把每条查询的结果写进文件。",
)
@click.option("--markdown", is_flag=True, help="只输出比较的表格，可以贴进合并请求。")
@click.option(
    "--held-out",
    "without_itself",
    is_flag=True,
    help="每条 questions 先从索引里拿掉，再用它查，看还找不找得到那篇文章。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.make_pass_decorator(Settings)
def evaluate_command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    *,
    dataset: Path | None,
    split: str,
    aliases: int | None,
    robust: bool,
    against: str | None,
    csv_file: Path | None,
    markdown: bool,
    without_itself: bool,
    as_json: bool,
) -> None:
    """Evaluate and print."""
    if markdown and not against:
        raise click.UsageError("--markdown 要和 --against 一起用，例如 --against main。")
    if without_itself:
        _evaluate_held_out(settings, as_json=as_json)
        return
    other = OtherVersion(settings, against) if against is not None else None
    analyser = load_analyser(settings)
    data = load_beir(dataset, split, aliases) if dataset else _own(settings)
    for skipped in (*data.skipped, *([] if dataset else skipped_rows(_judgements(settings)))):
        click.echo(skipped, err=True)
    with tempfile.TemporaryDirectory(prefix="kb-evaluate-") as scratch:
        search = index_documents(data.documents, analyser, Path(scratch))
        result = evaluate(data, search)
        distorted = {}
        for name in DISTORTIONS if robust else ():
            click.echo(f"正在测：{name} …", err=True)
            distorted[name] = evaluate(data, search, DISTORTIONS[name])
        answers = {} if dataset else evaluate_answers(search, _judgements(settings))
        misled = [] if dataset else _misled(settings, search)
        before = other.evaluate(data, sys.argv[1:]) if other else None
    if csv_file:
        result.write_csv(csv_file)
    if as_json:
        click.echo(
            orjson.dumps(_as_json(result, distorted, before, answers), option=orjson.OPT_INDENT_2)
        )
        return
    if not markdown:
        print_summary(result, distorted)
        print_answers(answers)
        print_outcomes(misled)
    if before:
        print_comparison(before, result, against or "", in_full=markdown)
    if markdown and against and not dataset:
        print_traffic(settings, against, search)


def _evaluate_held_out(settings: Settings, *, as_json: bool) -> None:
    require_content(settings)
    analyser = load_analyser(settings)
    documents = documents_of(load_corpus(settings.content_folder))
    total = sum(len(article.questions) for article in documents.articles)
    with click.progressbar(
        held_out(documents, analyser), length=total, label="逐条查找", file=sys.stderr
    ) as questions:
        asked = list(questions)
    if as_json:
        click.echo(orjson.dumps({"questions": asked}, option=orjson.OPT_INDENT_2))
    else:
        print_held_out(asked, documents)


def _misled(settings: Settings, search: Search) -> list[Problem]:
    data = load_corpus(settings.content_folder).data
    return list(outcomes_led_elsewhere(search, data, settings.content_folder))


def _own(settings: Settings) -> Dataset:
    require_content(settings)
    documents = documents_of(load_corpus(settings.content_folder))
    return load_judgements(_judgements(settings) / "queries.tsv", documents)


def _judgements(settings: Settings) -> Path:
    return settings.content_folder / "judgements"


def _as_json(
    result: Evaluation,
    distorted: Mapping[str, Evaluation],
    before: Evaluation | None,
    answers: Mapping[str, AnswerSummary],
) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "dataset": result.dataset,
        "queries": len(result.outcomes),
        "metrics": result.summary(),
        "outcomes": result.as_rows(),
    }
    if distorted:
        answer["robust"] = {name: one.summary() for name, one in distorted.items()}
    if answers:
        answer["answers"] = {split: vars(summary) for split, summary in answers.items()}
    if before:
        answer["difference"] = {metric: vars(compare(before, result, metric)) for metric in METRICS}
    return answer
