# ruff: noqa: C901, E501, RUF001 - sentences and digits as people write them
"""Texts with and without something private, made anew from a seed, by class and writing.

`python -m tests.private_texts` writes the ones that the browser's guard is held to
(`tests/javascript/private_texts.json`), with what Python finds in each.
"""

from __future__ import annotations

import csv
import json
import random
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from search_service.content.corpus import load_corpus
from search_service.records.privacy import private_parts
from tests.builders import ROOT
from tests.private_families import FAMILIES, HARMLESS_NEAR_SECRETS, secrets
from tests.secret_sentences.texts import FILES, LATER, harmless, marked
from tests.secret_sentences.texts import secrets as secrets_in_sentences

FILE = ROOT / "tests" / "javascript" / "private_texts.json"
SEED, SECRETS = 20261128, 1_200
Writing = Callable[[str], str]


class PrivateText(NamedTuple):
    """A text, and the value in it that nobody may read."""

    kind: str
    writing: str
    text: str
    value: str


def _as(digits: str) -> Writing:
    return lambda value: value.translate(str.maketrans("0123456789", digits))


WRITINGS: dict[str, Writing] = {
    "plain": str,
    "full width": _as("０１２３４５６７８９"),
    "Chinese": _as("零一二三四五六七八九"),
    "spoken": _as("洞幺两三四五六拐八勾"),
    "circled": _as("⓪①②③④⑤⑥⑦⑧⑨"),
    "keycaps": lambda value: "".join(
        f"{one}\ufe0f\u20e3" if one.isdigit() else one for one in value
    ),
    "zero width": "\u200b".join,
    "spaced": " ".join,
    "hyphens": lambda value: f"{value[:3]}-{value[3:7]}-{value[7:]}".rstrip("-"),
    "brackets": lambda value: f"{value[:3]}({value[3:7]}){value[7:]}",
}
# Not looked at while the rules were written.
HELD_OUT: dict[str, Writing] = {
    "black circles": _as("⓿❶❷❸❹❺❻❼❽❾"),
    "double-struck": _as("𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡"),
    "Thai": _as("๐๑๒๓๔๕๖๗๘๙"),
    "financial": _as("〇壹贰叁肆伍陆柒捌玖"),
    "middle dots": "·".join,
    "pairs": lambda value: " ".join(value[i : i + 2] for i in range(0, len(value), 2)),
    "square brackets": lambda value: f"[{value[:4]}][{value[4:]}]",
    "slashes": lambda value: f"{value[:3]}/{value[3:]}",
}
_WORDS = {
    "han": ["验证码", "校验码", "动态码", "短信验证码", "支付密码", "登录密码", "密码", "认证码", "登录码", "付款码", "授权码", "确认码", "激活码", "安全码", "口令", "取件码", "驗證碼"],
    "pinyin": ["yzm", "mima", "zfmm", "yanzhengma", "dlmm", "yan zheng ma", "dongtaima", "zhifumima", "sqm"],
    "homophone": ["验正码", "眼证码", "验证马", "严证码", "蜜码", "密马", "验政码", "认正码", "登陆码", "受权码", "确认马"],
    "English": ["otp", "OTP", "pin", "PIN code", "pwd", "password", "passcode", "sms code", "verification code", "security code", "login code"],
    "card check": ["CVV", "CVN2", "cvv2", "CVC", "卡背面三位数", "背面后三位", "卡背后三位数"],
}  # fmt: skip
_BEFORE = [
    "我的{w}是{v}",
    "{w}：{v}",
    "{w}{v}",
    "{w} {v}，对吗",
    "收到{w}，{v}",
    "{w}={v}怎么不对",
    "他问我{w}，我说了{v}",
]
_BEHIND = ["{v}是我的{w}", "{v} 这个{w}", "{v}，{w}，能用吗", "短信{v}是{w}吗"]
_LATIN = [
    "{w} {v}",
    "{w}:{v}",
    "{w} is {v}",
    "my {w} {v} not working",
    "我的{w}是{v}",
    "{v} is my {w}",
    "{w}={v}",
]
_NUMBER = [
    "{v}",
    "我的号码{v}，请回电",
    "请打 {v} 找我",
    "我是{v}，帮我查",
    "（{v}）",
    "打过3次，{v}，没人接",
    "{v}怎么注销",
]
_PASSWORDS = [
    "iloveyou",
    "Sunshine",
    "woaini",
    "Hunter2!",
    "qwerty",
    "abc12345",
    "p@ssw0rd",
    "zhangsan88",
    "letmein",
    "dragonfly",
]


def _digits(chance: random.Random, length: int) -> str:
    return str(chance.randint(1, 9)) + "".join(str(chance.randint(0, 9)) for _ in range(length - 1))


def _identity(chance: random.Random) -> str:
    body = f"{chance.randint(110000, 659000)}{chance.randint(1940, 2012)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}{chance.randint(0, 999):03}"
    rest = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body)) % 11
    return body + "10X98765432"[rest]


def _card(chance: random.Random) -> str:
    body = "62" + _digits(chance, chance.choice((13, 16)))
    total = sum(
        (2 * int(d) - 9 * (int(d) > 4)) if place % 2 == 0 else int(d)
        for place, d in enumerate(reversed(body))
    )
    return body + str(-total % 10)


def _email(chance: random.Random) -> str:
    at = chance.choice(["@", "＠", "(at)", "艾特", " at ", "@", "[at]"])
    host = chance.choice(["qq.com", "163.com", "example.cn", "mail.example.com"])
    return chance.choice(["lilei", "li.lei", "wang_88", "10086123", "a-b"]) + at + host


def _one(chance: random.Random, writings: dict[str, Writing]) -> PrivateText:
    kind = chance.choices(
        ["mobile", "landline", "identity card", "bank card", "email", *_WORDS, "password", "account", "plate", "paper", "phrase"],
        [14, 6, 9, 9, 8, 14, 8, 5, 8, 4, 5, 5, 4, 4, 1],
    )[0]  # fmt: skip
    writing = chance.choice(list(writings))
    written = writings[writing]
    sentence = chance.choice(_NUMBER)
    if kind == "mobile":
        value = (
            chance.choice(["", "", "86", "+86 "]) + f"1{chance.randint(3, 9)}{_digits(chance, 9)}"
        )
        value, shown = value[-11:], value[:-11] + written(value[-11:])
    elif kind == "identity card":
        value = _identity(chance)
        shown = written(value)
    elif kind == "bank card":
        value = _card(chance)
        shown = written(value)
    elif kind == "landline":
        area, local = (
            chance.choice(["010", "021", "0571", "0755"]),
            f"{chance.randint(2, 8)}{_digits(chance, 7)}",
        )
        value, writing = local, "landline"
        shown = chance.choice(
            [
                f"{area}-{local}",
                f"({area}){local}",
                f"{area} {local[:4]} {local[4:]}",
                f"（{area}）{local}",
                local[:4] + "-" + local[4:],
                local,
                area + local,
            ]
        )
    elif kind == "email":
        value = shown = _email(chance)
        writing = "email"
    elif kind in _WORDS:
        value = _digits(chance, 3 if kind == "card check" else chance.choice((4, 6, 6, 8)))
        shown = (
            value
            if kind == "card check"
            and writing in ("hyphens", "brackets", "square brackets", "slashes")
            else written(value)
        )
        if writing in ("hyphens", "brackets", "slashes", "square brackets") and len(value) < 6:
            shown = value
        sentences = (
            _LATIN
            if kind in ("pinyin", "English")
            else _BEFORE + ([] if kind == "card check" else _BEHIND)
        )
        return PrivateText(
            kind,
            writing,
            chance.choice(sentences).format(w=chance.choice(_WORDS[kind]), v=shown),
            value,
        )
    elif kind == "password":
        value = chance.choice(_PASSWORDS)
        sentence = chance.choice(
            [
                "密码是{v}",
                "密码{v}",
                "支付密码：{v}",
                "{v}是我的密码",
                "my password is {v}",
                "pwd={v}",
                "mima shi {v}",
                "登录口令叫{v}",
                "password: {v}",
            ]
        )
        return PrivateText(kind, "word", sentence.format(v=value), value)
    elif kind == "account":
        value = chance.choice(
            ["li_lei88", "wxid_ab12cd", "lilei2020", _digits(chance, 9), "zhang-san1"]
        )
        sentence = chance.choice(
            [
                "微信号{v}",
                "加我微信{v}",
                "我的微信是{v}",
                "QQ：{v}",
                "qq号{v}",
                "vx {v}",
                "V信：{v}",
                "加v {v}",
                "{v}是我的微信",
                "薇信 {v}",
            ]
        )
        return PrivateText(kind, "account", sentence.format(v=value), value)
    elif kind == "plate":
        value = (
            chance.choice("京沪粤浙苏川")
            + chance.choice("ABCD")
            + chance.choice(
                [_digits(chance, 5), "D" + _digits(chance, 5), "8K2" + _digits(chance, 2)]
            )
        )
        shown = chance.choice(
            [
                value,
                value[:2] + "·" + value[2:],
                value[:2] + " " + value[2:],
                value.lower(),
                value[:2] + "-" + value[2:],
            ]
        )
        sentence, writing = chance.choice(["车牌{v}交停车费", "我的车{v}", "{v}"]), "plate"
    elif kind == "paper":
        value = chance.choice(["E", "EA", "H", "C"]) + _digits(chance, 8)
        sentence, shown, writing = (
            chance.choice(["护照{v}", "我的护照号是{v}", "通行证 {v} 认证不了", "passport {v}"]),
            value,
            "paper",
        )
    else:
        value = "abandon ability able about above absent"
        sentence, shown, writing = (
            chance.choice(
                ["助记词：{v}", "助记词是 {v}", "seed phrase {v}", "我的助记词{v}被看到了"]
            ),
            value,
            "phrase",
        )
    return PrivateText(kind, writing, sentence.format(v=shown), value)


def private_texts(
    seed: int = SEED, count: int = SECRETS, writings: dict[str, Writing] | None = None
) -> Iterator[PrivateText]:
    """Texts that hold something private, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret, the same on every run
    for _ in range(count):
        yield _one(chance, writings or WRITINGS)


HARMLESS = (
    "密码错误 E1003", "验证码 100%", "验证码100%收不到", "验证码等了120秒", "R-102里的密码说明", "余额12345.67元", "1000000元能提现吗",
    "2025-2026年账单", "95588 是真的吗", "400-820-8820 是官方电话吗", "4008208820", "95188客服", "支付密码输错5次锁了", "密码忘了怎么办", "yzm shoubudao",
    "wangji mima zenmeban", "otp not received", "forgot password", "password reset", "pin locked", "密码是什么", "验证码是6位还是4位", "106开头的短信验证码",
    "错误码 SYS-100200", "订单20261122001一直处理中", "iPhone 15 Pro 输密码闪退", "ios 17.1.1 密码键盘不出来", "2026年11月22日的退款", "20261122账单", "5000-8000元的红包",
    "微信支付限额 50000 元", "qq怎么绑定", "wechat pay failed", "微信能付款吗", "退款2026-11-22 18:30", "¥1234567.89", "提现 99999 元 手续费", "密码8-16位可以吗",
    "小额免密1000元", "收到95588发来的验证码", "110 报警", "12345 热线", "96110 打来问密码", "第123次输入密码", "尾号8899的卡密码", "mm", "code 1003", "一三五能提现二四六不能",
)  # fmt: skip


def harmless_texts() -> list[str]:
    """Ordinary questions: written for this, the judged queries, the articles' own."""
    with (ROOT / "content" / "judgements" / "queries.tsv").open(
        encoding="utf-8", newline=""
    ) as file:
        judged = [row["query"] for row in csv.DictReader(file, delimiter="\t")]
    return [*HARMLESS, *HARMLESS_NEAR_SECRETS, *judged]


def questions_of_articles() -> list[str]:
    """Titles, aliases and questions of the real articles, and every judged query."""
    texts = []
    for article in load_corpus(ROOT / "content").articles:
        front = article.front_matter
        given = article.place_questions.section_questions
        of_sections = [one for asked in given.values() for one in asked]
        texts += [front.title, *front.aliases, *front.questions, *of_sections]
    for file in sorted((ROOT / "content" / "judgements").glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as rows:
            texts += [row[0] for row in csv.reader(rows, delimiter="\t")][1:]
    return list(dict.fromkeys(texts))


def readable(text: str, value: str) -> bool:
    """Whether the value, or four digits of it in a row, can be found in what is left of the text."""
    left = "".join(text[slice(*span)] for span in _left(text)).lower()
    plain = unicodedata.normalize("NFKC", left).replace("\u200b", "")
    if not any(one.isdigit() for one in value):
        return value.lower() in plain
    numerals = str.maketrans(
        "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖两幺拐洞勾", "0012345678912345678921709"
    )
    digits = "".join(
        str(d)
        for one in plain.translate(numerals)
        if (d := unicodedata.digit(one, None)) is not None
    )
    wanted = "".join(one for one in value if one.isdigit())
    length = min(4, len(wanted))
    return any(wanted[i : i + length] in digits for i in range(len(wanted) - length + 1))


def _left(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for _, start, end in private_parts(text):
        yield position, start
        position = end
    yield position, len(text)


def cases() -> list[dict[str, object]]:
    """What both sides must find in each text: kinds and the very pieces."""
    half = SECRETS // 2
    made = [*private_texts(count=half), *private_texts(SEED + 1, half, HELD_OUT)]
    texts = [one.text for one in made]
    for family in FAMILIES.values():
        texts += [one.text for one in secrets(SEED, half, family)]
    sentences = [
        text
        for name in FILES
        for text in (
            *(one.text for one in secrets_in_sentences(f"{name}_secrets.txt", SEED, 1)),
            *harmless(f"{name}_innocent.txt"),
        )
    ]
    for name in LATER[-4:]:
        sentences += [one.text for one in marked(f"{name}_marked.txt")]
        sentences += harmless(f"{name}_innocent.txt")
    return [
        {
            "text": text,
            "finds": [[kind, text[start:end]] for kind, start, end in private_parts(text)],
        }
        for text in [*texts, *HARMLESS, *HARMLESS_NEAR_SECRETS, *sentences]
    ]


if __name__ == "__main__":
    rows = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases())
    FILE.write_text(f"[\n{rows}\n]\n", encoding="utf-8")
