"""`kb doctor`: looks at an installation and says, for each thing, how it is and what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import click
import orjson

from search_service.cli import machine_findings, service_findings, state_findings
from search_service.cli.findings import BAD, FINE, Finding
from search_service.settings import Settings

_MARKS = {"fine": "✓", "look": "!", "bad": "✗"}
_CHECKS: tuple[Callable[[Settings], Iterable[Finding]], ...] = (
    machine_findings.python_and_packages,
    machine_findings.clock,
    machine_findings.disk,
    service_findings.settings_together,
    service_findings.proxy_trust,
    service_findings.running_service,
    service_findings.search_cluster,
    service_findings.certificate,
    state_findings.words_and_releases,
    state_findings.age_of_content,
    state_findings.rights,
    state_findings.databases,
    state_findings.secret,
)


@click.command(
    "doctor",
    options_metavar="[选项]",
    help="检查这台机器上的安装，逐项说明情况和该怎么办。有 ✗ 时退出码是 1。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.make_pass_decorator(Settings)
def doctor_command(settings: Settings, *, as_json: bool) -> None:
    """Print every finding."""
    found = [finding for check in _CHECKS for finding in check(settings)]
    if as_json:
        click.echo(orjson.dumps([vars(one) for one in found], option=orjson.OPT_INDENT_2))
    else:
        for one in found:
            advice = f"\n    → {one.advice}" if one.advice else ""
            click.echo(f"{_MARKS[one.level]} {one.what}：{one.detail}{advice}")
        click.echo(f"\n{len(found)} 项，{sum(one.level != FINE for one in found)} 项要看。")
    sys.exit(any(one.level == BAD for one in found))
