"""Digits that may be one number, and the numbers among them that a check or a shape gives away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from search_service.records.privacy_rules import pattern, rules

# More signs than this between two digits part two numbers.
_LONGEST_GAP = 4
_CARD_LENGTHS = range(19, 12, -1)
_ORDER_LEAD, _LONGEST_SHOWN = 12, 24
_IDENTITY_LENGTH = 18
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LONGEST_MOBILE = 15
# Together from a landline's length on, in groups from a mobile number's on.
LONG, _LONG_IN_GROUPS = 7, 11


class Find(NamedTuple):
    """Something private: its kind and its half-open span in the folded text."""

    kind: str
    start: int
    end: int


class Run(NamedTuple):
    """Digits (and the X of an identity card) in a row, and where each stands."""

    values: str
    places: list[int]

    def find(self, kind: str, start: int, end: int) -> Find:
        """The span of the digits from `start` to before `end`."""
        return Find(kind, self.places[start], self.places[end - 1] + 1)

    def starts_group(self, index: int) -> bool:
        """Whether something stands between this digit and the one before."""
        return index == 0 or self.places[index - 1] + 1 < self.places[index]


def runs(
    digits: str, left_alone: frozenset[int] | set[int], signs: str | None = None
) -> Iterator[Run]:
    """The runs of a folded text's `digits`; between them stand at most four signs.

    Args:
        digits: As `Folded.digits`.
        left_alone: Positions that belong to no number, such as a date's.
        signs: The only characters that may stand between; without it whatever is not a letter.
    """
    values: list[str] = []
    places: list[int] = []
    gap = 0
    for place, character in enumerate(digits):
        alone = place in left_alone
        is_x = character in "x\u00d7" and len(values) >= _IDENTITY_LENGTH - 1
        if not alone and ("0" <= character <= "9" or (is_x and _ends_here(digits, place))):
            values.append("x" if is_x else character)
            places.append(place)
            gap = 0
        elif (
            alone
            or gap == _LONGEST_GAP
            or (character.isalpha() if signs is None else character not in signs)
        ):
            if values:
                yield Run("".join(values), places)
                values, places = [], []
            gap = 0
        else:
            gap += 1
    if values:
        yield Run("".join(values), places)


def _ends_here(digits: str, place: int) -> bool:
    after = digits[place + 1 : place + 2]
    return not (after.isascii() and after.isalnum())


def identity_cards(run: Run) -> Iterator[Find]:
    """Numbers with a birthday and the right check character (GB 11643, ISO 7064 MOD 11-2)."""
    for start in range(len(run.values) - _IDENTITY_LENGTH + 1):
        number = run.values[start : start + _IDENTITY_LENGTH]
        if pattern("identity_card").match(number) and _has_identity_check(number):
            yield run.find("identity_card", start, start + _IDENTITY_LENGTH)


def _has_identity_check(number: str) -> bool:
    weighted = zip(number, _IDENTITY_WEIGHTS, strict=False)
    return "10x98765432"[sum(int(digit) * weight for digit, weight in weighted) % 11] == number[17]


def mobiles(run: Run) -> Iterator[Find]:
    """Mobile numbers that begin where a group of digits does."""
    for start in range(len(run.values)):
        if run.values[start] in "018" and run.starts_group(start):
            match = pattern("mobile").match(run.values[start : start + _LONGEST_MOBILE])
            if match:
                yield run.find("mobile", start, start + match.end())


def bank_cards(run: Run, digits: str) -> Iterator[Find]:
    """Numbers of a card's length that pass Luhn's check (ISO/IEC 7812-1), but those of orders."""
    values = run.values.replace("x", "0")
    # Sums from the first digit on: in the first those at even places are doubled, in the second
    # those at odd ones. So every check takes the same time.
    sums = ([0], [0])
    for place, digit in enumerate(map(int, values)):
        doubled = digit * 2 - 9 * (digit > 4)  # noqa: PLR2004
        for parity in (0, 1):
            sums[parity].append(sums[parity][-1] + (doubled if place % 2 == parity else digit))
    for start in range(len(values)):
        if not run.starts_group(start):
            continue
        for length in _CARD_LENGTHS:
            end = start + length
            if end <= len(values) and "x" not in run.values[start:end]:
                of_end = sums[end % 2]
                if (of_end[end] - of_end[start]) % 10 == 0:
                    if _is_order(digits, run.places[start]):
                        break
                    yield run.find("bank_card", start, end)
                    break


def _is_order(digits: str, start: int) -> bool:
    """Whether digits in one piece behind 订单号 do not look like those of a card."""
    shown = digits[start : start + _LONGEST_SHOWN]
    before = digits[max(0, start - _ORDER_LEAD) : start]
    return bool(pattern("order_shape").match(shown) and pattern("order_before").search(before))


def long_numbers(run: Run, digits: str) -> Iterator[Find]:
    """Long numbers that are nobody's public one and no order's."""
    for signs, shortest in (("", LONG), (rules()["sign"], _LONG_IN_GROUPS)):
        start = 0
        for index in range(1, len(run.places) + 1):
            if index < len(run.places):
                gap = digits[run.places[index - 1] + 1 : run.places[index]]
                if all(character in signs for character in gap):
                    continue
            number = run.values[start:index]
            first = run.places[start]
            if (
                len(number) >= shortest
                and not pattern("public_number").match(number)
                and not pattern("order_before").search(digits[max(0, first - _ORDER_LEAD) : first])
            ):
                yield run.find("long_number", start, index)
            start = index
