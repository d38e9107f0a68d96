"""A registered number or address is shown by its macro: typed, it stays when the data change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.contact_patterns import PHONE, digits
from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

_REFERENCE = re.compile(r"\{[{%].*?[}%]\}")
# Of these the value is an address; of others it is words.
_ADDRESSES = frozenset({"email", "form", "url"})
_PHONE = "phone"
# So many last digits show whether a line can hold a number at all.
_LAST = 4


def _find(content: ContentView) -> Iterator[Problem]:
    channels = content.corpus.data.channels
    phones = {digits(one.value): key for key, one in channels.items() if one.kind == _PHONE}
    texts = {one.value: key for key, one in channels.items() if one.kind in _ADDRESSES}
    for page in content.markdown_files:
        for line, text in enumerate(page.body.split("\n"), page.first_line):
            typed = _REFERENCE.sub("", text)
            found = [(value, key) for value, key in texts.items() if value in typed]
            if any(number[-_LAST:] in typed for number in phones):
                numbers = (match[0] for match in PHONE.finditer(typed))
                found += [(one, phones[digits(one)]) for one in numbers if digits(one) in phones]
            for value, key in found[:1]:
                advice = f'请改成 {{{{ channel("{key}") }}}}，数据改了这里才会跟着改'
                yield page.problem(RULE.id, line, f"「{value}」直接写在正文里", advice)


RULE = Rule("typed-contact", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
