"""What `kb search` prints: the hits, why they stand where they do, and why one does not."""

from __future__ import annotations

from collections.abc import Iterable

import click

from search_service.analysis.synonyms import CONCEPT_MARK
from search_service.answering.results import Hit, Placing, SearchResult
from search_service.answering.search import Search
from search_service.asking.query import WeightedTerm
from search_service.asking.tool_links import china_today

_FIELDS = {"w": "词", "u": "字", "p": "读音", "pb": "连读", "i": "首字母"}
# Terms beyond this many of one field say nothing more to a writer.
_SHOWN_TERMS = 12


def print_result(result: SearchResult) -> None:
    """The operators, the rewritings and the hits."""
    if result.stated:
        stated = "、".join(result.stated.said)
        click.echo(
            f"条件：{stated}"
            if result.stated.met
            else f"没有文章满足这些条件：{stated}。下面是不带条件的结果。"
        )
    for applied in result.query.applied:
        click.echo(f"按「{applied.after}」查找（你输入的是「{applied.before}」）")
    if not result.hits:
        click.echo("没有找到相关文章。试试换一种说法，或运行 kb check 看看索引是否完整。")
    for rank, hit in enumerate(result.hits, result.offset + 1):
        click.echo(
            f"{rank}. {_bold(hit)}  {hit.article.url}{'#' + hit.anchor if hit.anchor else ''}"
        )
        said = "".join(span["text"] for span in hit.snippet)
        click.echo(f"   {said}{_cautions(hit)}")


def _cautions(hit: Hit) -> str:
    """What must be shown with words of an article: not confirmed yet, or its review overdue."""
    due = hit.article.review_due
    overdue = f"（{due} 起未复核）" if due and due < china_today().isoformat() else ""
    return ("（待核实）" if hit.unverified else "") + overdue


def print_explanations(search: Search, result: SearchResult) -> None:
    """What each term adds to each hit, and what the signals make of the sum."""
    for hit in result.hits:
        why = search.explain(result.query, hit)
        click.echo(f"\n{hit.article.id} {hit.article.title}")
        for term, amount in why.matched.terms:
            weight = f"（权重 {term.weight:.2f}）"
            click.echo(f"  {term.field:<3}{term.term:<14}{amount:7.3f}  {weight}")
        click.echo(f"  几个词都对上 {why.matched.coordination:+.3f}")
        for signal, factor in why.factors:
            click.echo(f"  {signal.label} ×{factor:.3f}")
        if why.lifted_to is not None:
            click.echo("  点名要的，排在最前")
        click.echo(f"  得分 {why.score:.3f}")


def print_placing(search: Search, placing: Placing, article_id: str) -> None:
    """Where an article stands, what it shares with the query, and what it lacks."""
    article, _ = search.article(article_id)
    for applied in placing.query.applied:
        click.echo(f"「{applied.before}」按「{applied.after}」理解")
    click.echo(f"{article.id} {article.title}：{_verdict(placing)}")
    if placing.first and placing.first.id != article.id:
        click.echo(f"第 1 名是 {placing.first.id} {placing.first.title}")
    click.echo("\n对上的（右边是得分）：")
    for term, amount in placing.found[:_SHOWN_TERMS] or ():
        click.echo(f"  {_FIELDS[term.field]:<4}{_readable(term):<12}{amount:7.3f}")
    if not placing.found:
        click.echo("  没有")
    click.echo("\n这篇文章里没有的：")
    said = False
    for field in ("w", "u"):
        terms = [_readable(term) for term in placing.missing if term.field == field]
        if terms:
            click.echo(f"  {_FIELDS[field]}：{'、'.join(dict.fromkeys(terms[:_SHOWN_TERMS]))}")
            said = True
    if not said:
        click.echo("  没有缺的")
    if placing.place != 1 and _lacks_a_word(placing.missing):
        click.echo(
            "\n顾客常这么问的话，把它加成这篇的说法："
            f'kb alias add {article.id} "{placing.query.text}"'
        )


def _verdict(placing: Placing) -> str:
    if placing.place is None:
        return "没有一个字对上，所以找不到"
    listed = f"第 {placing.place} 名，得分是第 1 名的 {placing.share:.0%}"
    return listed if placing.shown else f"{listed}，太低，不会列出来"


def _lacks_a_word(missing: Iterable[WeightedTerm]) -> bool:
    return any(term.field == "w" for term in missing)


def _readable(term: WeightedTerm) -> str:
    return term.term.removeprefix(CONCEPT_MARK)


def _bold(hit: Hit) -> str:
    return click.style(f"{hit.article.id} {hit.article.title}", bold=True)
