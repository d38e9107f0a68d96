from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.content.corpus import load_corpus
from search_service.records.privacy import Kind, redact
from tests.builders import ROOT

VARIANTS_OF_A_KIND = 1_000
# Harmless texts that lose a number all the same; a rule that grows must not make this list longer.
KNOWN_FALSE_ALARMS = {
    "转账流水尾号之前的 8 位是 88001122",
}
HARMLESS = (
    "退款说 3-5 个工作日，已经等了 12 天",
    "2026-11-22 18:30 付的款，2026/11/25 还没到",
    "客服时间写的是 9:00-18:00，13:00-15:00 没人接",
    "扣了 1,299.00 元，分成 100、200、300 三笔",
    "验证码一直收不到，等了 60 秒",
    "密码输错 3 次，要等 24 小时吗",
    "96110 和 12378 分别管什么",
    "文章 R-102 里第 2 步和第 3 步写反了",
    "iPhone 15 Pro，系统 18.1.1，按了没反应",
    "一三五去过，二四六没去，一共跑了十三趟",
    "三天两头打不通，九九八十一难",
    "10.0.2 版本以后就没有这个按钮",
    "2026 年 11 月 22 日 8 点 30 分",
    "按 1 再按 3 再按 9 才到人工",
    "红包 6.66、8.88、9.99 都退了",
    "尾号 8899 的卡付不了",
    "look at this page，写得不清楚",
    "A4 纸、B5 纸都行吗",
    "",
    "👍👍👍",
    "订单 20261122001 一直显示处理中",
    "输入密码后提示错误码 1002",
    *sorted(KNOWN_FALSE_ALARMS),
)

WRITTEN: dict[str, Callable[[str], str]] = {
    "plain": str,
    "full width": lambda digits: digits.translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)}),
    "Chinese": lambda digits: digits.translate(str.maketrans("0123456789", "零一二三四五六七八九")),
    "spoken": lambda digits: digits.translate(str.maketrans("0123456789", "洞幺两三四五六拐八勾")),
    "financial": lambda digits: digits.translate(
        str.maketrans("0123456789", "〇壹贰叁肆伍陆柒捌玖")
    ),
    "traditional": lambda digits: digits.translate(
        str.maketrans("0123456789", "零壹貳參肆伍陸柒捌玖")
    ),
    "circled": lambda digits: digits.translate(str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")),
    "black circles": lambda digits: digits.translate(str.maketrans("0123456789", "⓿❶❷❸❹❺❻❼❽❾")),
    "bold": lambda digits: digits.translate({n: n - 0x30 + 0x1D7CE for n in range(0x30, 0x3A)}),
    "Arabic": lambda digits: digits.translate({n: n - 0x30 + 0x660 for n in range(0x30, 0x3A)}),
    "keycaps": lambda digits: "".join(
        d + "\ufe0f\u20e3" if d.isascii() and d.isdigit() else d for d in digits
    ),
    "zero width": "\u200b".join,
    "joiners": "\u2060\u200d".join,
    "mixed": lambda digits: "".join(
        d if i % 2 else d.translate(str.maketrans("0123456789", "零一二三四五六七八九"))
        for i, d in enumerate(digits)
    ),
}
GROUPED: dict[str, Callable[[str], str]] = {
    "together": str,
    "spaces": lambda digits: f"{digits[:3]} {digits[3:7]} {digits[7:]}",
    "hyphens": lambda digits: f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
    "dots": lambda digits: ".".join(digits[i : i + 4] for i in range(0, len(digits), 4)),
    "one by one": " ".join,
    "dashes": "—".join,
    "wide spaces": lambda digits: "\u3000".join((digits[:4], digits[4:])),
    "commas": lambda digits: "，".join(digits[i : i + 4] for i in range(0, len(digits), 4)),
    "lines": lambda digits: f"{digits[:6]}\n{digits[6:]}",
    "brackets": lambda digits: f"({digits[:3]}) {digits[3:]}",
}
SENTENCES = (
    "{}", "我的号码{}，请回电", "联系{}谢谢", "请打 {} 找我。", "打过3次电话，{}，没人接", "No.{}!",
    "订单R-102，{}", "卡号:{}", "{}是我的", "（{}）", "2026-11-22 {}", "18:30 {} 9:00",
)  # fmt: skip


def identity_card(chance: random.Random) -> str:
    """A made-up number with a right check character."""
    year, month, day = chance.randint(1940, 2012), chance.randint(1, 12), chance.randint(1, 28)
    body = f"{chance.randint(110000, 659000)}{year}{month:02}{day:02}{chance.randint(0, 999):03}"
    rest = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body)) % 11
    return body + "10X98765432"[rest]


def mobile(chance: random.Random) -> str:
    prefix = chance.choice(("", "", "86", "+86", "0086", "+86 "))
    return f"{prefix}1{chance.randint(3, 9)}{chance.randint(0, 10**9 - 1):09}"


def bank_card(chance: random.Random) -> str:
    length = chance.choice((16, 17, 18, 19))
    body = "62" + "".join(str(chance.randint(0, 9)) for _ in range(length - 3))
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def long_number(chance: random.Random) -> str:
    return "".join(str(chance.randint(0, 9)) for _ in range(chance.randint(11, 24)))


def variants(make: Callable[[random.Random], str], seed: int) -> Iterator[tuple[str, str]]:
    """Texts that hold a number, and its digits."""
    chance = random.Random(seed)  # noqa: S311 - no secret, the same on every run
    for _ in range(VARIANTS_OF_A_KIND):
        number = make(chance)
        writings: list[Callable[[str], str]] = list(WRITTEN.values())
        groupings: list[Callable[[str], str]] = [*GROUPED.values(), str]
        written = chance.choice(writings)(chance.choice(groupings)(number))
        if chance.random() < 0.2:
            written = written.lower()
        yield chance.choice(SENTENCES).format(written), "".join(filter(str.isalnum, number))


HAN_DIGITS = {
    character: str(value)
    for row in (
        "零一二三四五六七八九", "洞幺两三四五六拐八勾", "〇壹贰叁肆伍陆柒捌玖",
        "零壹貳參肆伍陸柒捌玖",
    )
    for value, character in enumerate(row)
}  # fmt: skip


def digits_of(text: str) -> str:
    """Every digit of a text in the order it stands, whatever it is written with."""
    characters = unicodedata.normalize("NFKC", text)
    found = (HAN_DIGITS.get(c, unicodedata.digit(c, None)) for c in characters)
    return "".join(str(digit) for digit in found if digit is not None)


def leaks(text: str, number: str) -> bool:
    """Whether five digits of the number in a row can still be read."""
    left = digits_of(redact(text).text)
    return any(number[i : i + 5] in left for i in range(len(number) - 4))


@pytest.mark.parametrize(
    ("make", "seed"),
    [(identity_card, 1), (mobile, 2), (bank_card, 3)],
    ids=["identity card", "mobile", "bank card"],
)
def test_no_number_leaks_however_it_is_written(
    make: Callable[[random.Random], str], seed: int
) -> None:
    leaked = [text for text, number in variants(make, seed) if leaks(text, number)]

    assert leaked == []


def test_no_long_number_leaks_when_grouped_as_people_group_numbers() -> None:
    chance = random.Random(4)  # noqa: S311 - as above
    grouped = [GROUPED[name] for name in ("together", "spaces", "hyphens", "dots", "one by one")]
    leaked = []
    for _ in range(VARIANTS_OF_A_KIND):
        number = long_number(chance)
        written = chance.choice(list(WRITTEN.values()))(chance.choice(grouped)(number))
        text = chance.choice(SENTENCES[:9]).format(written)
        if leaks(text, number):
            leaked.append(text)

    assert leaked == []


@pytest.mark.parametrize("word", ["验证码", "密码", "支付密码", "驗證碼", "校验码", "CVV", "密 码"])
@pytest.mark.parametrize(
    "sentence",
    ["我的{word}是{code}", "{code}是我的{word}", "{word}：{code}", "{word}发来了，内容是 {code}"],
)
@pytest.mark.parametrize("written", ["plain", "full width", "Chinese", "zero width"])
def test_no_code_or_password_near_its_name_leaks(word: str, sentence: str, written: str) -> None:
    chance = random.Random(5)  # noqa: S311 - as above
    for length in (4, 5, 6):
        code = "".join(str(chance.randint(0, 9)) for _ in range(length))
        text = sentence.format(word=word, code=WRITTEN[written](code))

        assert code[:4] not in digits_of(redact(text).text), text


@pytest.mark.parametrize(
    "address",
    [
        "li.lei@example.com", "LiLei_88@mail.example.cn", "lilei\uff20example.com",
        "lilei @ example . com", "lilei@example。com", "lilei(at)example.com",
        "lilei [at] example [dot] com", "lilei艾特example点com", "lilei at example dot com",
        "li\u200blei@exa\u200bmple.com", "lilei@example",
    ],
)  # fmt: skip
def test_an_address_is_taken_out(address: str) -> None:
    redacted = redact(f"写信到{address}，谢谢")

    assert redacted.text == "写信到【邮箱已隐去】，谢谢"
    assert redacted.kinds == ("email",)


@pytest.mark.parametrize(
    ("text", "redacted", "kinds"),
    [
        ("请打 138-0013-8000 找我", "请打 【手机号已隐去】 找我", ("mobile",)),
        ("一三八零零一三八零零零", "【手机号已隐去】", ("mobile",)),
        ("身份证11010519491231002X。", "身份证【身份证号已隐去】。", ("identity_card",)),
        ("卡6222 0212 3456 7894", "卡【卡号已隐去】", ("bank_card",)),
        ("验证码是 123456 吗", "验证码是 【数字已隐去】 吗", ("secret",)),
        ("密码是 Hello-kitty", "密码是 【数字已隐去】", ("secret",)),
        ("座机 66554433", "座机 【长数字已隐去】", ("long_number",)),
        ("13800138000 和 a@example.com", "【手机号已隐去】 和 【邮箱已隐去】", ("email", "mobile")),
    ],
)
def test_what_was_taken_out_is_named_in_its_place(
    text: str, redacted: str, kinds: tuple[Kind, ...]
) -> None:
    assert redact(text).text == redacted
    assert redact(text).kinds == kinds


def test_an_identity_card_with_a_wrong_check_is_still_a_long_number() -> None:
    assert redact("110105194912310021").kinds == ("long_number",)


@pytest.mark.parametrize("text", [text for text in HARMLESS if text not in KNOWN_FALSE_ALARMS])
def test_a_harmless_text_is_left_as_it_is(text: str) -> None:
    assert redact(text).text == text
    assert redact(text).kinds == ()


def test_the_known_false_alarms_are_all_there_are() -> None:
    alarms = {text for text in HARMLESS if redact(text).kinds}

    assert alarms == KNOWN_FALSE_ALARMS


def test_nothing_is_taken_out_of_the_titles_and_questions_of_the_articles() -> None:
    corpus = load_corpus(ROOT / "content")
    texts = [
        text
        for article in corpus.articles
        for text in (article.front_matter.title, *article.front_matter.questions)
    ]

    assert len(texts) > 50
    assert [text for text in texts if redact(text).kinds] == []


@given(st.text(max_size=120))
def test_redacting_twice_changes_nothing(text: str) -> None:
    once = redact(text).text

    assert redact(once).text == once


def test_what_a_terminal_obeys_is_not_kept() -> None:
    assert redact("好\x1b[31m的\u202e\ud800\r\n谢谢").text == "好 [31m的  谢谢"
