"""A number of a sheet and its number format → what whoever opens the file sees.

Format codes: ECMA-376 part 1, section 18.8.31 (numFmts); days of the clock: 18.17.4.1. Numbers are
never shortened and never scientific, as a narrow column would show them: a long one is an order
number, and all of it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from search_service.importing.formats.date_formats import date_parts, is_date, shown_date

GENERAL = "General"
# Excel keeps so many digits of a number; those behind them are 0 in the file already.
EXCEL_DIGITS = 15
# Codes that every program knows without being told, as a Chinese Excel shows them: section 18.8.30.
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_CLOCK, _SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_WHOLE, _CENTS = "#,##0;-#,##0", "#,##0.00;-#,##0.00"
_YUAN, _YUAN_CENTS = "¥#,##0;¥-#,##0", "¥#,##0.00;¥-#,##0.00"
BUILT_IN: dict[int, str] = dict(
    [
        *enumerate([GENERAL, "0", "0.00", "#,##0", "#,##0.00"]),
        *enumerate([_YUAN, _YUAN, _YUAN_CENTS, _YUAN_CENTS, "0%", "0.00%", "0.00E+00"], 5),
        *enumerate(["# ?/?", "# ??/??", "yyyy/m/d", "d-mmm-yy", "d-mmm", "mmm-yy"], 12),
        *enumerate(["h:mm AM/PM", "h:mm:ss AM/PM", "h:mm", "h:mm:ss", "yyyy/m/d h:mm"], 18),
        *enumerate([_YEAR_MONTH, _MONTH_DAY, _MONTH_DAY, "m-d-yy", 'yyyy"年"m"月"d"日"'], 27),
        *enumerate([_CLOCK, _SECONDS, f"上午/下午{_CLOCK}", f"上午/下午{_SECONDS}"], 32),
        *enumerate([_YEAR_MONTH, _WHOLE, _WHOLE, _CENTS, _CENTS, f"{_WHOLE};-"], 36),
        *enumerate([f"{_YUAN};¥-", f"{_CENTS};-", f"{_YUAN_CENTS};¥-", "mm:ss"], 42),
        *enumerate(["[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@", _YEAR_MONTH, _MONTH_DAY], 46),
        *enumerate([_YEAR_MONTH, _MONTH_DAY, _MONTH_DAY, f"上午/下午{_CLOCK}"], 52),
        *enumerate([f"上午/下午{_SECONDS}", _YEAR_MONTH, _MONTH_DAY], 56),
    ]
)
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\] | (?P<exponent>[Ee][+-]) | (?P<digits>[0#?.,]+)
    | (?P<general>General|G/通用格式) | (?P<letter>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_FRACTION = re.compile(r"(?P<whole>[?#0]+\s+)?[?#0]+\s*/\s*(?P<below>[?#0]+|[1-9]\d*)")
# The longest code that a program lets somebody type; whatever is longer is none.
_LONGEST_CODE = 255
# More than any number of a sheet has.
_PRECISION = 400
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")


@dataclass(frozen=True)
class _Part:
    """One piece of a format code: its kind and its signs."""

    kind: str
    text: str


def shown_number(number: Decimal, code: str, *, since_1904: bool = False) -> str:
    """The number as its format shows it.

    Args:
        number: As the file holds it.
        code: The format code.
        since_1904: Whether days are counted from 1904, as old files of a Mac do.
    """
    if len(code) > _LONGEST_CODE:
        return plain(number)
    with localcontext(prec=_PRECISION):
        return _shown(number, code, since_1904=since_1904)


def _shown(number: Decimal, code: str, *, since_1904: bool) -> str:
    section, minus = _section_for(number, _sections(code))
    sign = "-" if minus else ""
    if is_date(section):
        shown = shown_date(number, section, since_1904=since_1904)
        return plain(number) if shown is None else shown
    if fraction := _FRACTION.search(date_parts(section)):
        return sign + _as_fraction(abs(number), fraction)
    parts = list(_parts(section))
    if not any(part.kind in {"digits", "general"} for part in parts):
        # Words alone, as ;;; or "无" for zero; @ is the number as it stands.
        said = "".join(plain(number) if p.text == "@" else p.text for p in parts)
        return said.strip()
    return sign + _filled(abs(number), parts)


def shown_text(text: str, code: str) -> str:
    """A text as its format shows it: `"No."@` puts something before it."""
    sections = _sections(code[:_LONGEST_CODE])
    section = sections[3] if len(sections) > 3 else next((s for s in sections if "@" in s), "@")  # noqa: PLR2004 - the fourth is for texts
    parts = [*_parts(section)]
    if not any(part.text == "@" and part.kind == "letter" for part in parts):
        return text
    return "".join(text if p.text == "@" else p.text for p in parts).strip()


def plain(number: Decimal) -> str:
    """All digits of a number; of a broken binary fraction as many as Excel keeps."""
    if number == number.to_integral_value():
        return f"{number.to_integral_value():f}"
    rounded = Decimal(f"{number:.{EXCEL_DIGITS}g}")
    return f"{rounded:f}".rstrip("0").rstrip(".")


def _sections(code: str) -> list[str]:
    found, at, quoted = [""], 0, False
    while at < len(code):
        sign = code[at]
        if sign == "\\" and not quoted and at + 1 < len(code):
            found[-1] += code[at : at + 2]
            at += 2
            continue
        quoted ^= sign == '"'
        if sign == ";" and not quoted:
            found.append("")
        else:
            found[-1] += sign
        at += 1
    return found


def _section_for(number: Decimal, sections: list[str]) -> tuple[str, bool]:
    """The part of the code that is meant for a number, and whether a minus goes before it."""
    conditions = [_condition(section) for section in sections[:3]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _holds(number, *condition):
                return section, number < 0
        return sections[-1], number < 0
    last = len(sections[:3]) - 1
    if number < 0:
        return sections[min(1, last)], last < 1
    if number == 0 and last > 1:
        return sections[2], False
    return sections[0], False


def _condition(section: str) -> tuple[str, Decimal] | None:
    for bracket in re.findall(r"\[([^\]]*)\]", section):
        if found := _CONDITION.fullmatch(bracket):
            return found[1], Decimal(found[2])
    return None


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[sign]


def _parts(section: str) -> Iterator[_Part]:
    for found in _TOKEN.finditer(section):
        kind = found.lastgroup or "letter"
        text = found[kind]
        if kind == "bracket":
            # [$¥-804] is a sign of money; colours, languages and conditions are not seen.
            if text.startswith("$") and (money := text[1:].partition("-")[0]):
                yield _Part("quoted", money)
        elif kind == "space":
            yield _Part("quoted", " ")
        elif kind != "fill":
            yield _Part(kind, text)


def _as_fraction(number: Decimal, code: re.Match[str]) -> str:
    below = code["below"]
    value = Fraction(number)
    whole, value = (int(value), value - int(value)) if code["whole"] else (0, value)
    if below.isdigit() and int(below):
        above, under = round(value * int(below)), int(below)
    else:
        near = value.limit_denominator(10 ** min(len(below), 3) - 1)
        above, under = near.numerator, near.denominator
    if code["whole"] and (not above or above == under):
        return str(whole + above // under)
    return f"{whole} {above}/{under}" if whole else f"{above}/{under}"


def _filled(number: Decimal, parts: list[_Part]) -> str:
    """A number without its sign in the places of its format."""
    percents = sum(part.text == "%" and part.kind == "letter" for part in parts)
    number = number.scaleb(2 * percents)
    exponent = next((n for n, part in enumerate(parts) if part.kind == "exponent"), None)
    if exponent is not None:
        words = [part for part in parts[:exponent] if part.kind == "quoted"]
        return "".join(part.text for part in words) + plain(number)
    pattern = "".join(part.text for part in parts if part.kind == "digits")
    if "0" not in pattern and "#" not in pattern and "?" not in pattern:
        return "".join(plain(number) if p.kind == "general" else p.text for p in parts).strip()
    return "".join(_in_places(number, parts, pattern)).strip()


def _in_places(number: Decimal, parts: list[_Part], pattern: str) -> Iterator[str]:
    """Digits and the words between them, as in 000-0000-0000."""
    whole_places, point, places = pattern.partition(".")
    commas = len(whole_places) - len(whole_places.rstrip(","))
    commas = commas or len(places) - len(places.rstrip(","))
    places = places.replace(",", "").replace(".", "")
    rounded = number.scaleb(-3 * commas).quantize(
        Decimal(1).scaleb(-len(places)), rounding=ROUND_HALF_UP
    )
    whole, _, fraction = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0").rjust(whole_places.count("0"), "0")
    if re.search(r"[0#?],+[0#?]", whole_places):
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
    kept = len(places.rstrip("#?"))
    while len(fraction) > kept and fraction.endswith("0"):
        fraction = fraction[:-1]
    # Places that are left to the right of each piece: the first piece takes what is too many.
    left = len(re.sub("[,.]", "", whole_places))
    begun, behind = False, False
    for part in parts:
        if part.kind != "digits":
            yield part.text
            continue
        here, dot, after = part.text.partition(".")
        if not behind:
            left -= len(here.replace(",", ""))
            end = len(whole) - left
            start = 0 if not begun else max(0, end - len(here.replace(",", "")))
            yield whole if "," in whole and not begun else whole[start : max(0, end)]
            begun, whole = True, "" if "," in whole else whole
        else:
            after = here
        if dot or behind:
            behind = True
            size = len(after.replace(",", ""))
            yield ("." if dot and point and fraction else "") + fraction[:size]
            fraction = fraction[size:]
