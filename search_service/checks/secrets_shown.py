"""Passwords, keys and addresses with a key in them, which an example shows to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_MIXED = r"(?=[^\s\u4e00-\u9fff]*\d)(?=[^\s\u4e00-\u9fff]*[A-Za-z])[A-Za-z0-9!@#$%^&*_.+-]{6,}"
_SECRETS = (
    # A password of letters and figures; 123456 is told as one that nobody should take.
    (
        re.compile(
            rf"(?:密码|口令|password|passwd|pwd)\s*(?:设[成为]|改[成为]|就?是|为|用|填|输入|[:：=])\s*[「“\"'`]?(?P<secret>{_MIXED})",
            re.IGNORECASE,
        ),
        "密码",
    ),
    (
        re.compile(
            r"[?&;](?:access_?|id_?|refresh_?)?(?:token|secret|api_?key|key|sign|signature|session|sid|auth)"
            r"=(?P<secret>[A-Za-z0-9_.%-]{8,})",
            re.IGNORECASE,
        ),
        "密钥",
    ),
    (
        re.compile(
            r"(?<![A-Za-z0-9])(?P<secret>(?:AKIA|AKID|LTAI|ghp_|gho_|glpat-|xox[abp]-|sk-|sk_live_|pk_live_)[A-Za-z0-9_-]{12,}"
            r"|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{8,}[A-Za-z0-9_.-]*)"
        ),
        "密钥",
    ),
    (re.compile(r"-----BEGIN [A-Z ]*(?P<secret>PRIVATE KEY)-----"), "私钥"),
    (
        re.compile(r"\bBearer\s+(?P<secret>[A-Za-z0-9_.-]{12,})"),
        "密钥",
    ),
    (
        re.compile(
            r"(?:验证码|动态码|校验码|付款码)\s*(?:就?是|为|[:：])\s*(?P<secret>\d{4,8}|\d{18})(?!\d)"
        ),
        "验证码",
    ),
)
_SHOWN = 6


def secrets_in(text: str) -> Iterator[tuple[str, str]]:
    """What kind of secret a line shows, and how it begins.

    Args:
        text: As written.
    """
    for pattern, name in _SECRETS:
        if found := pattern.search(text):
            yield name, found["secret"][:_SHOWN]


def _find(content: ContentView) -> Iterator[Problem]:
    advice = "例子里也不写：别人会照着试，真的还会泄露。请删掉，或写成「你的密码」这样的话"
    for page in content.markdown_files:
        for line, text in enumerate(page.text.split("\n"), 1):
            for name, begins in secrets_in(text):
                yield page.problem(RULE.id, line, f"写了像{name}的「{begins}…」", advice)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            for name, begins in secrets_in(value) if isinstance(value, str) else ():
                yield file.problem(RULE.id, path, f"写了像{name}的「{begins}…」", advice)


RULE = Rule("secret", _find)
