"""An article about money or about contacting us ends with the one shared warning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

COMPONENT = "anti_fraud.md"
# What makes an article one about money or contact; in a wallet's help that is nearly every one.
_SUBJECT = re.compile(
    r"客服|付款|支付|退款|转账|提现|扣款|到账|余额|银行卡|验证码|密码|优惠券|channel\(|hotline\("
)
_INCLUDE = re.compile(r"\{%-?\s*include\s+[\"']anti_fraud\.md[\"']\s*-?%\}")


def _subject(page: MarkdownFile) -> str | None:
    match = _SUBJECT.search(f"{page.head.get('title', '')}\n{page.body}")
    return match[0].rstrip("(") if match else None


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        subject = _subject(page)
        if subject and not _INCLUDE.search(page.body):
            last = page.first_line + page.body.rstrip("\n").count("\n")
            message = f"写到了「{subject}」，却没有防骗提醒"
            advice = f'请在文末加一行：{{% include "{COMPONENT}" %}}'
            yield page.problem(RULE.id, last, message, advice)
        for found in [*_INCLUDE.finditer(page.body)][1:]:
            line = page.first_line + page.body.count("\n", 0, found.start())
            yield page.problem(RULE.id, line, "防骗提醒放了两次", "请只留文末的一处")


RULE = Rule("anti-fraud", _find)
