"""Amounts of an example that do not add up: what is left, what was paid, what all of it makes.

A figure is changed in one row and not in the next. Only figures that stand together are reckoned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from search_service.analysis.numerals import arabic
from search_service.checks.content_view import ContentView
from search_service.checks.restated import restated_faults
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

_AMOUNT = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*元")
_ONLY_AMOUNT = re.compile(rf"[-\u2212\uff0d]?\s*{_AMOUNT.pattern}")
_TIMES = re.compile(
    r"(?<![\d.第])(\d{1,3}|[两三四五六七八九十])\s*(?:件|笔|次|个|张|份|天|人|晚|期)"
)
_EACH = re.compile(rf"{_TIMES.pattern}\s*{_AMOUNT.pattern}")
_IS_RESULT = re.compile(
    "实付|应付|实收|合计|总计|总额|总价|总共|一共|共计|应退|到手|还剩|剩余|余下"
)
_TOLD = re.compile(
    r"(?:^|[，。；：、])(?:就?(?:还?剩(?:下|余)?|余下)|(?:加起来|合计|总共|一共|共计)(?:就?是)?"
    r"|(?:所以|因此)(?:[只应该要能会]{0,2})退|(?:差额|差价|相差|还差|多[付收扣]了?|少[付收退]了?)(?:就?是)?)\s*"
    + _AMOUNT.pattern
)
# What was paid comes from all that stands before it in its sentence: a price, less what is off.
_PAID = re.compile(
    rf"(?:^|[，。；：、])(?:实际?付|应付|实收|到手)(?:金额|的钱|了)?(?:就?是|为)?\s*{_AMOUNT.pattern}"
)
# 打八折，打 8 折，八五折.
_DISCOUNTED = re.compile(
    rf"{_AMOUNT.pattern}[^。；\d]{{0,12}}?打?\s?(?P<tenths>[一二三四五六七八九]{{1,2}}|\d(?:\.\d)?|\d\d)\s?折"
    rf"[^。；\d]{{0,10}}?(?:付|收|只要|是|为|就)[^。；\d]{{0,3}}{_AMOUNT.pattern}"
)
_OFF = re.compile(r"[减抵扣免]|优惠|便宜|打折|折后|立省|券|红包")
_TENTHS = "零一二三四五六七八九"
_CLAUSE = re.compile(r"[^，。；：、]*")
_DIVIDER = re.compile(r"[|\s:-]+")
# So many figures above a result are reckoned with, and so few it takes.
_MOST, _FEWEST = 6, 2


def _amounts(text: str) -> list[Decimal]:
    return [Decimal(found.replace(",", "")) for found in _AMOUNT.findall(text)]


def _reached(amounts: Sequence[Decimal]) -> set[Decimal]:
    """Everything that some of these make when they are added and taken away."""
    sums = {Decimal(0)}
    for amount in amounts[-_MOST:]:
        sums |= {one + signed for one in sums for signed in (amount, -amount)}
    return sums


def _times_over(text: str) -> list[Decimal]:
    """What several of one amount (两笔 38 元) are more than one of it."""
    return [
        Decimal(amount.replace(",", ""))
        * ((int(times) if times.isdigit() else int(arabic(times))) - 1)
        for times, amount in _EACH.findall(text)
    ]


def tables_of(lines: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, list[str]]]]:
    """The rows of each table, its dividing line left out, each with its line."""
    table: list[tuple[int, list[str]]] = []
    for line, text in (*lines, (0, "")):
        if text.startswith("|"):
            if not _DIVIDER.fullmatch(text):
                table.append((line, [cell.strip() for cell in text.strip().strip("|").split("|")]))
        elif table:
            yield table
            table = []


def _below(table: list[tuple[int, list[str]]]) -> Iterator[tuple[int, str]]:
    """Results in a table of two columns, against the amounts above them."""
    above: list[Decimal] = []
    for line, cells in table[1:]:
        if len(cells) != 2 or not _ONLY_AMOUNT.fullmatch(cells[1]):  # noqa: PLR2004 - name, amount
            return
        amount = _amounts(cells[1])[0]
        if _IS_RESULT.search(cells[0]) and len(above) >= _FEWEST and amount not in _reached(above):
            yield line, cells[1]
            return  # what follows was reckoned from it
        above.append(amount)


def _beside(table: list[tuple[int, list[str]]]) -> Iterator[tuple[int, str]]:
    """Amounts in rows whose heading says from which two amounts they come."""
    given = _amounts(" ".join(table[0][1]))
    if len(given) != _FEWEST:
        return
    first, second = given
    sound = {first, second, abs(first - second), first + second}
    for line, cells in table[1:]:
        for cell in cells:
            for amount in _amounts(cell):
                if amount not in sound:
                    yield line, f"{amount} 元"


def _in_prose(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """「剩 97 元」 against the amounts of its own line and the one before."""
    spoken = [(line, text) for line, text in lines if text.strip() and not text.startswith("|")]
    for (_, before), (line, text) in pairwise(((0, ""), *spoken)):
        for found in _TOLD.finditer(text):
            told = Decimal(found[1].replace(",", ""))
            context = ("" if before.startswith("#") else before) + text[: found.start() + 1]
            amounts = _amounts(context)
            together = _reached([*amounts, *_times_over(context)])
            products = {
                amount * int(times if times.isdigit() else arabic(times))
                for times in _TIMES.findall(context)
                for amount in amounts
            }
            is_enough = len(amounts) >= _FEWEST or len(products) == len(amounts) == 1
            if is_enough and told not in together | products:
                yield line, f"{found[1]} 元"


def _paid(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """「实付 80 元」 against the prices of its paragraph, less what each says is off."""
    for line, text in lines:
        if text.startswith("|"):
            continue
        for found in _PAID.finditer(text):
            sums: set[Decimal] = set()
            given = 0
            # From the nearest amount back: whichever was the first that counts.
            reckoned = {Decimal(0)}
            for clause in reversed(_CLAUSE.findall(text[: found.start()])):
                for amount in reversed(_amounts(clause)):
                    given += 1
                    signs = (-amount,) if _OFF.search(clause) else (amount, -amount)
                    reckoned = {one + signed for one in reckoned for signed in signs}
                    sums |= {abs(one) for one in reckoned}
                    if given == _MOST:
                        break
            told = Decimal(found[1].replace(",", ""))
            if given >= _FEWEST and told not in sums | {*_amounts(text[: found.start()])}:
                yield line, f"{found[1]} 元"


def _discounted(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """「原价 100 元，打八折，付 70 元」: what is paid is so many tenths of the price."""
    for line, text in lines:
        for found in _DISCOUNTED.finditer(text):
            tenths = "".join(str(_TENTHS.find(one)) if one in _TENTHS else one for one in found[2])
            share = Decimal(tenths) / (10 if "." in tenths else 10 ** len(tenths))
            price, paid = (Decimal(one.replace(",", "")) for one in (found[1], found[3]))
            # Shops drop the rest of a yuan.
            if abs(price * share - paid) >= 1:
                yield line, f"{found[3]} 元"


def faults_of(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Line and amount of every figure that its neighbours do not make.

    Args:
        lines: Of a page, each with its number; a row of a table is one.
    """
    for table in tables_of(lines):
        yield from _below(table)
        yield from _beside(table)
    yield from dict.fromkeys((*_in_prose(lines), *_paid(lines), *_discounted(lines)))


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, told in restated_faults(page.prose):
            message = f"「{told}」前后对不上"
            yield page.problem(RULE.id, line, message, "请核对，把写错的那个改掉")
        if _AMOUNT.search(page.body):
            for line, told in faults_of(page.prose):
                message = f"「{told}」和旁边的数对不上"
                yield page.problem(RULE.id, line, message, "请重新算一遍，改掉算错的那个数")


RULE = Rule("sum", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
