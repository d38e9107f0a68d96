"""Names in this project for what came from elsewhere: folders, files, titles, codes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import chain
from string import ascii_uppercase

from pypinyin import Style, lazy_pinyin

from search_service.content.article import SUMMARY_LIMIT, TITLE_LIMIT

# Folders of the site itself.
_RESERVED_WORDS = (
    "tools images search faq recent glossary api agent assets javascripts stylesheets"
    " embed 404 index import static data health"
)
RESERVED = frozenset(_RESERVED_WORDS.split())
INTERNAL_LETTER = "N"
_SLUG_LENGTH = 40
_FIRST_NUMBER = 101
_LAST_NUMBER = 999
_CUTS = "？！?!。；;，,：:、 （(—-|"
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")


def slug_of(text: str, taken: Collection[str], fallback: str) -> str:
    """A name of small letters, digits and hyphens: the Latin words, Chinese ones as pinyin."""
    words = lazy_pinyin(text, style=Style.NORMAL)
    joined = " ".join(words).lower().replace("ü", "v")
    parts = re.findall(r"[a-z0-9]+", joined)
    kept: list[str] = []
    for part in parts:
        if len("-".join([*kept, part])) > _SLUG_LENGTH:
            break
        kept.append(part)
    base = "-".join(kept) or fallback
    found, number = base, 2
    while found in taken or found in RESERVED:
        found, number = f"{base}-{number}", number + 1
    return found


def plain_line(text: str) -> str:
    """A text on one line as heads of articles may hold it: no HTML, no references to data."""
    line = " ".join(text.replace("\u3000", " ").split())
    line = line.replace("<", "〈").replace(">", "〉")
    return re.sub(r"\{(?=[{%#])", "｛", line)


def short_title(title: str) -> str:
    """A title of at most `TITLE_LIMIT` signs, cut where somebody would breathe."""
    title = plain_line(title)
    if len(title) <= TITLE_LIMIT:
        return title
    room = title[: TITLE_LIMIT + 1]
    place = max((room.rfind(sign) for sign in _CUTS), default=-1)
    if place >= TITLE_LIMIT // 2:
        keep = place + (room[place] in "？?" and place < TITLE_LIMIT)
        return room[:keep].strip()
    return f"{title[: TITLE_LIMIT - 1].strip()}…"


def other_title(title: str) -> str:
    """A title of the same length made of the end of a long one, where another has its beginning."""
    title = plain_line(title)
    return f"…{title[1 - TITLE_LIMIT :]}" if len(title) > TITLE_LIMIT else title


def summary_of(said: str, first_paragraph: str, title: str) -> str:
    """One sentence for lists, of at most `SUMMARY_LIMIT` signs."""
    text = plain_line(said) or plain_line(first_paragraph) or title
    if len(text) <= SUMMARY_LIMIT:
        return text
    whole = ""
    for found in _SENTENCE.finditer(text):
        if len(whole) + len(found[0]) > SUMMARY_LIMIT:
            break
        whole += found[0]
    return whole.strip() or f"{text[: SUMMARY_LIMIT - 1].strip()}…"


class Codes:
    """Gives out codes that no article has.

    Args:
        used: Codes of the project.
        letters: The letter of each topic that has one.
    """

    def __init__(self, used: Collection[str], letters: dict[str, str]) -> None:
        self._letters = dict(letters)
        # The greatest number of each letter.
        self._last: dict[str, int] = {}
        for code in used:
            self._last[code[0]] = max(self._last.get(code[0], 0), int(code[2:]))

    def next(self, topic: str, hint: str) -> str:
        """The next code of a topic.

        Args:
            topic: Its folder.
            hint: Letters that would suit it.
        """
        letter = self._letters.get(topic) or self._free(hint)
        if self._last.get(letter, 0) >= _LAST_NUMBER:
            letter = self._free("")
        number = max(self._last.get(letter, 0) + 1, _FIRST_NUMBER)
        self._letters[topic] = letter
        self._last[letter] = number
        return f"{letter}-{number:03}"

    def _free(self, hint: str) -> str:
        """A letter that no topic has; when all are taken, the one with the fewest codes."""
        busy = {*self._letters.values(), *self._last}
        for letter in chain(self._candidates(hint), ascii_uppercase):
            if letter not in busy and letter != INTERNAL_LETTER:
                return letter
        letters = sorted(set(ascii_uppercase) - {INTERNAL_LETTER})
        return min(letters, key=lambda letter: self._last.get(letter, 0))

    @staticmethod
    def _candidates(hint: str) -> Iterator[str]:
        yield from (sign.upper() for sign in hint if sign.isascii() and sign.isalpha())


# Words in a topic's name → a picture that the theme brings along.
_ICONS = (
    ("退款|退货|售后|refund|return", "material/cash-refund"),
    ("提现|转账|汇款|withdraw|transfer", "material/bank-transfer-out"),
    ("支付|付款|收款|结算|账单|billing|pay", "material/credit-card-outline"),
    ("安全|防骗|风险|隐私|secur|privacy|fraud", "material/shield-check-outline"),
    ("账户|账号|帐号|登录|注册|实名|account|login|sign", "material/account-outline"),
    ("活动|优惠|红包|会员|积分|promotion|coupon|reward", "material/gift-outline"),
    ("投诉|建议|反馈|complain|feedback", "material/message-alert-outline"),
    ("故障|问题|排查|错误|trouble|error|issue", "material/wrench-outline"),
    ("配送|物流|快递|发货|shipping|deliver", "material/truck-outline"),
    ("发票|税|invoice|tax", "material/receipt-text-outline"),
    ("商家|商户|店铺|merchant|shop|store", "material/store-outline"),
    ("开发|接口|api|develop", "material/code-tags"),
    ("入门|新手|开始|guide|start", "material/rocket-launch-outline"),
    ("客服|联系|contact|support", "material/headset"),
)
_PLAIN_ICON = "material/help-circle-outline"


def icon_of(title: str) -> str:
    """A picture for a topic by its name."""
    for words, icon in _ICONS:
        if re.search(words, title, re.IGNORECASE):
            return icon
    return _PLAIN_ICON
