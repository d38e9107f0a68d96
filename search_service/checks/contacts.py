"""A phone number, address or account that is not registered must not stand in any text.

Registered are the values of `channels.yml` and `public_hotlines.yml` and nothing else: a number in
a card or a tree does not vouch for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search_service.checks.contact_patterns import (
    ACCOUNT,
    EMAIL,
    PHONE,
    URL,
    digits,
    disguised_phones,
    host,
    is_host,
    other_hosts,
    plain_text,
)
from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.checks.yaml_file import KeyPath, YamlFile
from search_service.content.data.data_files import CHANNELS, FACTS, HOTLINES
from search_service.content.problems import Problem

# Domains that lead nowhere (RFC 2606), for examples of what a fake looks like.
_RESERVED = re.compile(r"\.(?:example|invalid|test)\Z", re.IGNORECASE)
_QUOTED_CODE = re.compile(r"\{[{%].*?[}%]\}")
_REGISTRIES = {f"data/{file.file_name}" for file in (CHANNELS, HOTLINES)}
# Keys of data files under which no text for readers stands: the registered value itself, where
# something is from, and hosts and numbers that are told apart.
_NOT_SHOWN = {"value", "source", "library", "version", "short_link_hosts", "starts", "from", "to"}
_NOT_SHOWN |= {"domain"}
_SEVERAL = 3


@dataclass(frozen=True)
class _Registered:
    """What may be named, in the forms in which it is compared."""

    phones: frozenset[str]
    hosts: frozenset[str]
    texts: frozenset[str]

    def phone(self, number: str) -> bool:
        return digits(number) in self.phones

    def url(self, address: str) -> bool:
        return host(address) in self.hosts or not is_host(address)

    def text(self, value: str) -> bool:
        return value.lower() in self.texts


def _registered(content: ContentView) -> _Registered:
    records = [
        (path[-1], str(value))
        for file in content.data_files
        if file.path in _REGISTRIES
        for path, value in file.values
        if path[-1:] in {("value",), ("name",)} and value
    ]
    values = [value for key, value in records if key == "value"]
    brand = content.corpus.data.brand
    domain = brand.domain if brand and brand.domain else ""
    return _Registered(
        phones=frozenset(digits(match[0]) for value in values for match in PHONE.finditer(value)),
        hosts=frozenset(
            host(match[0]) for value in (*values, domain) for match in URL.finditer(value)
        ),
        texts=frozenset(value.lower() for _, value in records),
    )


def unregistered(text: str, known: _Registered) -> Iterator[tuple[str, str]]:
    """What `text` names that is not registered: kind and value."""
    text = plain_text(_QUOTED_CODE.sub(" ", text))
    finders = (
        ("邮箱", EMAIL, known.text),
        ("网址", URL, known.url),
        ("电话", PHONE, known.phone),
    )
    for kind, pattern, is_known in finders:
        for match in pattern.finditer(text):
            if not is_known(match[0]) and not _is_reserved(match[0]):
                yield kind, match[0]
        text = pattern.sub(" ", text)
    for address in other_hosts(text):
        yield "网址", address
    for number in disguised_phones(text):
        yield "电话", number
    for match in ACCOUNT.finditer(text):
        value = next(filter(None, match.group("quoted", "at", "plain", "added"))).strip()
        if not known.text(value):
            yield "账号", value


def _is_reserved(value: str) -> bool:
    """Whether an address leads nowhere."""
    return bool(_RESERVED.search(value.rpartition("@")[2] if "@" in value else host(value)))


def _texts(content: ContentView) -> Iterator[tuple[str, int, str]]:
    """Everything a reader or an agent may see: file, line and text."""
    for page in content.markdown_files:
        lines: Iterable[tuple[int, str]] = [
            *page.head_texts("title", "summary", "questions", "tags"),
            *enumerate(page.body.split("\n"), page.first_line),
        ]
        for line, text in lines:
            yield page.shown_as, line, text
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            if isinstance(value, str) and (not _NOT_SHOWN & {*path} or _is_told(file, path)):
                yield file.shown_as, file.line(path), value


def _is_told(file: YamlFile, path: KeyPath) -> bool:
    """Whether it is what a fact says in words, and not the number or address that it is."""
    if file.path != f"data/{FACTS.file_name}" or path[-1:] != ("value",):
        return False
    kinds = [value for other, value in file.values if other == (*path[:-1], "kind")]
    return not {"phone", "email", "url"} & {*kinds}


def _registered_wrong(
    content: ContentView, number: str, known: _Registered
) -> tuple[str, int, str] | None:
    """Where a number is registered that is `number` but for one digit: file, line and value."""
    typed = digits(number)
    near = [
        (sorted(digits(str(value))) != sorted(typed), file.shown_as, file.line(path), str(value))
        for file in content.data_files
        if file.path in _REGISTRIES
        for path, value in file.values
        if path[-1:] == ("value",)
        and digits(str(value)) in known.phones
        and _is_slip(typed, digits(str(value)))
    ]
    # Digits that have changed places are the likelier slip.
    return min(near)[1:] if near else None


def _is_slip(one: str, other: str) -> bool:
    """Whether one digit is another, or the same digits stand in another order."""
    differ = sum(left != right for left, right in zip(one, other, strict=False))
    return len(one) == len(other) and (differ == 1 or sorted(one) == sorted(other))


def _find(content: ContentView) -> Iterator[Problem]:
    known = _registered(content)
    found = [
        (shown_as, line, kind, value)
        for shown_as, line, text in _texts(content)
        for kind, value in unregistered(text, known)
    ]
    times = Counter(value for _, _, kind, value in found if kind == "电话")
    # What several texts say alike, the registry says wrong.
    at_registry = {
        value: place
        for value, many in times.items()
        if many >= _SEVERAL and (place := _registered_wrong(content, value, known))
    }
    for value, (shown_as, line, registered) in at_registry.items():
        message = f"登记的是 {registered}，文章里 {times[value]} 处写的是 {value}"
        advice = "请核对哪个才对；这里写错了就改这里，都改过了就改文章"
        yield Problem(shown_as, line, RULE.id, message, advice)
    for shown_as, line, kind, value in found:
        if value not in at_registry:
            message = f"{kind} {value} 没有登记"
            advice = "请删掉它；确是官方的，先登记到 content/data/，再用 {{ … }} 引用"
            yield Problem(shown_as, line, RULE.id, message, advice)


RULE = Rule("unregistered-contact", _find)
