"""A page that git knows and that is gone: its old address must lead somewhere."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem
from search_service.content.redirects import load_redirects

_PAGES = "content/pages"
_REDIRECTS = "content/data/redirects.yml"


def _git(project: Path, *arguments: str) -> str:
    """What git answers; nothing where there is no git or no history."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words
            ["git", "-C", str(project), "-c", "core.quotepath=off", *arguments],  # noqa: S607
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def _base(project: Path) -> str:
    """Where this branch left the main one; the last commit when it is the main one."""
    for main in ("origin/main", "main", "origin/master", "master"):
        if base := _git(project, "merge-base", "HEAD", main).strip():
            return base
    return "HEAD"


def _address(path: str) -> str:
    return "/" + path.removesuffix(".md").removesuffix("index").rstrip("/") + "/"


def _find(content: ContentView) -> Iterator[Problem]:
    redirects, _ = load_redirects(content.project / "content")
    led = {redirect.old for redirect in redirects}
    options = ("--name-status", "-M50%", "--diff-filter=RD", "--relative", "-z")
    said = _git(content.project, "diff", *options, _base(content.project), "--", _PAGES)
    words = iter(said.split("\0"))
    for status in words:
        if not status:
            continue
        old = next(words, "").removeprefix(f"{_PAGES}/")
        new = next(words, "").removeprefix(f"{_PAGES}/") if status.startswith("R") else ""
        if not old.endswith(".md") or old in content.pages_by_path or _address(old) in led:
            continue
        message = f"{old} 改名成了 {new}" if new else f"{old} 删掉了"
        target = _address(new) if new.endswith(".md") else "接替它的页面"
        advice = f"请在 redirects 里加一条：from: {_address(old)}，to: {target}"
        yield Problem(_REDIRECTS, 1, RULE.id, f"{message}，旧网址没有转到新页面", advice)


RULE = Rule("moved-page", _find, looks_elsewhere=True)
