"""The macros about the operator's data: single facts in a sentence, and whole files as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

from search_service.content.data.brand import Licence
from search_service.content.data.channels import Channel
from search_service.content.data.operator_data import OperatorData, RefundTime, Withdrawal
from search_service.content.data.record import VERIFIED
from search_service.content.macros.markdown_parts import badged, look_up, plain, table, telephone
from search_service.content.macros.tool_pages import shown_hours

Macros = dict[str, Callable[..., str]]
_NOT_SAID = "官方未公布"
_RULES: Mapping[Licence, str] = {
    "支付机构": "按支付机构这一行",
    "银行": "按银行和保险机构这一行",
    "消费金融公司": "按银行和保险机构这一行",
}


def contact_macros(data: OperatorData) -> Macros:
    """Channels of the operator and public hotlines."""

    def channel(key: str) -> str:
        return _reached(look_up(data.channels, key, "channels.yml"))

    def hotline(key: str) -> str:
        return telephone(look_up(data.hotlines, key, "public_hotlines.yml").value)

    def hotline_number(key: str) -> str:
        return plain(look_up(data.hotlines, key, "public_hotlines.yml").value)

    def calls(*keys: str) -> str:
        """Whom to ring, one beneath the other: hotlines, and channels of the operator."""
        return "\n".join(f"- {_rung(data, key)}" for key in keys)

    def channels_table() -> str:
        # A column that says eight times that nobody knows helps nobody.
        timed = any(c.hours for c in data.channels.values())
        rows = [
            (
                plain(c.name),
                _reached(c),
                *([shown_hours(c.hours)] if timed else []),
                plain(c.best_for),
            )
            for c in data.channels.values()
        ]
        times = ["服务时间"] if timed else []
        return table(("渠道", "号码或地址", *times, "适合什么事"), rows)

    def hotlines_table() -> str:
        rows = [
            (plain(h.name), telephone(h.value), plain(h.use), plain(h.source))
            for h in data.hotlines.values()
        ]
        return table(("热线", "号码", "什么时候打", "依据"), rows)

    return _by_name((channel, hotline, hotline_number, calls, channels_table, hotlines_table))


def time_macros(data: OperatorData) -> Macros:
    """How long refunds and withdrawals take, and what a withdrawal costs."""

    def refund_time(key: str) -> str:
        return _working_days(look_up(data.refund_times, key, "refund_times.yml"))

    def withdrawal_time(key: str) -> str:
        return _working_days(look_up(data.withdrawals, key, "withdrawals.yml"))

    def withdrawal_fee(key: str) -> str:
        record = look_up(data.withdrawals, key, "withdrawals.yml")
        return badged(plain(record.fee), record.status) if record.fee else _NOT_SAID

    def refund_times_table() -> str:
        rows = [
            (plain(record.name), refund_time(key), plain(record.note or ""))
            for key, record in data.refund_times.items()
        ]
        return table(("付款方式", "到账时间", "说明"), rows)

    def withdrawals_table() -> str:
        rows = [
            (
                plain(record.name),
                withdrawal_time(key),
                withdrawal_fee(key),
                plain(record.note or ""),
            )
            for key, record in data.withdrawals.items()
        ]
        return table(("提现方式", "到账时间", "手续费", "说明"), rows)

    return _by_name(
        (refund_time, withdrawal_time, withdrawal_fee, refund_times_table, withdrawals_table)
    )


def article_link(articles: Mapping[str, str], article_id: str | None) -> str:
    """A link to an article by its code; nothing without one.

    MkDocs reads an absolute link as relative to `content/pages`, from whatever page.
    """
    if article_id is None:
        return ""
    path = articles.get(article_id)
    return f"[{article_id}](/{quote(path)})" if path else article_id


def error_code_macros(data: OperatorData, link: Callable[[str | None], str]) -> Macros:
    """What the codes of the app mean; `link` links to an article by its code."""

    def error_codes_table() -> str:
        rows = [
            (
                badged(f"**{plain(code)}**", record.status),
                plain(record.meaning),
                plain(record.what_to_do),
                link(record.article),
            )
            for code, record in data.error_codes.items()
        ]
        return table(("错误码", "意思", "先做什么", "看哪篇"), rows)

    return _by_name((error_codes_table,))


def app_macros(data: OperatorData) -> Macros:
    """Where something is done in the app."""

    def app_place(key: str) -> str:
        record = look_up(data.app_places, key, "app_places.yml")
        way = plain(record.way) if record.way else f"App 里搜「{plain(record.look_for)}」"
        return badged(way, record.status)

    return _by_name((app_place,))


def single_fact_macros(data: OperatorData) -> Macros:
    """Whatever else only the operator can know, one fact in a sentence."""

    def fact(key: str, unknown: str = _NOT_SAID) -> str:
        """The value, or words that say in this sentence that there is none."""
        record = look_up(data.facts, key, "facts.yml")
        return badged(plain(record.value), record.status) if record.value else unknown

    def licence_rule() -> str:
        """Which row of a table on complaints binds the operator."""
        licence = data.brand.licence if data.brand else None
        return _RULES[licence] if licence else "看它的牌照"

    return _by_name((fact, licence_rule))


def _reached(channel: Channel) -> str:
    """The value of a channel; a number that nobody has confirmed cannot be rung."""
    if channel.kind == "phone" and channel.status == VERIFIED:
        return telephone(channel.value)
    return badged(plain(channel.value), channel.status)


def _rung(data: OperatorData, key: str) -> str:
    """A number with its name as a button; the name and an example where nobody has confirmed it."""
    if key in data.hotlines:
        one = data.hotlines[key]
        return telephone(one.value, one.name)
    channel = look_up(data.channels, key, "channels.yml")
    if channel.kind == "phone" and channel.status == VERIFIED:
        return telephone(channel.value, channel.name)
    return f"{plain(channel.name)}：{badged(plain(channel.value), channel.status)}"


def _working_days(record: RefundTime | Withdrawal) -> str:
    first, last = record.earliest_working_days, record.latest_working_days
    days = f"{first} 个工作日" if first == last else f"{first}–{last} 个工作日"
    return badged(days, record.status)


def _by_name(functions: Iterable[Callable[..., str]]) -> Macros:
    return {function.__name__: function for function in functions}
