"""Mistakes of every kind, one at a time: each is named by its rule, and nothing sound is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from tests.builders import internal_file, line_of, sound_project, write_agents

ARTICLE = "pages/lamps/a.md"
PLACE = "灯丝断了会发黑"
NUMBER = """public_numbers:
  - {name: 甲店, value: "95588-1", source: 招牌, checked_on: 2026-03-01}
short_link"""


def found_after(
    tmp_path: Path, analyser: Analyser, path: str, old: str, new: str
) -> list[tuple[str, str, int]]:
    """Rule, file and line of the findings when `old` in a file reads `new`."""
    project = sound_project(tmp_path / "project")
    write_agents(project / "content", {"articles/night.md": internal_file()})
    file = project / "content" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    view = view_content(project / "content", analyser, date(2026, 3, 10))
    problems = [one.problem for one in findings_of(view)]
    assert all(p.message and p.advice for p in problems)
    return [(p.rule, p.path.removeprefix("content/"), p.line) for p in problems]


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("signs", "灯丝断了！！！"),
        ("signs", "灯丝断了？！"),
        ("signs", "灯丝断了..."),
        ("signs", "灯丝断了。。"),
        ("signs", "按“开关”看"),
        ("signs", '按"开关"看'),
        ("signs", "按「开关看"),
        ("signs", "按（开关看"),
        ("spacing", "灯丝  断了"),
        ("spacing", "灯\u200b丝断了"),
        ("spacing", "灯\ufeff丝断了"),
        ("spacing", "灯\u00a0丝断了"),
        ("traditional", "燈絲断了"),
        ("traditional", "請换灯泡"),
        ("wrong-word", "灯丝和和灯座"),
        ("wrong-word", "灯丝断了的的样子"),
        ("link", "照 L-999 里写的做"),
        ("date", "例如 2026-03-06（星期三）换灯"),
        ("date", "2026 年 3 月 6 日，周日换灯"),
        ("unfinished", "这里等产品确认后再补一句"),
        ("typed-fact", "晚上九点以后没有人接电话"),
        ("unfinished", "灯丝 TODO"),
        ("unfinished", "灯丝（待补）"),
        ("unfinished", "灯丝待补充"),
        ("link-form", "看[灯泡](b.md）"),
        ("link-form", "看[灯泡]（b.md）"),
        ("link-form", "看[灯泡] (b.md)"),
        ("link-form", "看【灯泡】(b.md)"),
        ("list-not-made", "－ 灯丝断了"),
        ("unfinished", "此处插入截图"),
        ("unfinished", "灯丝\uff3f\uff3f天会断"),
        ("unsafe-advice", "请把验证码发给客服核对"),
        ("unsafe-advice", "请告诉客服登录密码和灯的型号"),
        ("unsafe-advice", "下载向日葵，让客服看灯"),
        ("unsafe-advice", "请先把钱转到安全账户"),
        ("private-data", "例如 6222 0212 3456 7890 128"),
        ("raw-html", "灯丝&nbsp;&#8203;断了"),
        ("link-form", "看[](b.md)"),
        ("link-not-made", "看 [[怎么换灯泡]]"),
        ("link-form", "看[点击这里](b.md)"),
        ("link-form", "看[详情](b.md)"),
        ("reference-left", '打 { channel("hotline") } 问'),
        ("reference-left", '打 channel("hotline") 问'),
        ("reference-left", "看 hours_table()"),
        ("unregistered-contact", "进 QQ 群 482913377"),
        ("link-form", "看[灯泡](data:text/html,x)"),
        ("link-form", "看[灯泡](javascript:alert)"),
        ("link-form", "看[灯泡](VBScript:x)"),
        ("link-form", "看[灯泡](//lantern.example/)"),
        ("link-form", '看[灯泡](b.md){: href="//lantern.example/" }'),
        ("unregistered-contact", "打开 lantern.help 看"),
        ("unregistered-contact", "打开 LANTERN.ICU 看"),
        ("unregistered-contact", "打开 a.b.lantern.中国 或 lantern.xn--fiqs8s 看"),
        ("unregistered-contact", "打 4OO-765-4321 问"),
        ("unregistered-contact", "打四零零七六五四三二一问"),
        ("unregistered-contact", "打一三八零零一三八零零零问"),
        ("unregistered-contact", "打１３８００１３８０００问"),
        ("unregistered-contact", "打 138\u200b0013\u200b8000 问"),
        ("unregistered-contact", "写信到 lamp(at)lantern(dot)com"),
        ("unregistered-contact", "写信到 lamp@lantern.help"),
        ("typed-fact", "退款 3 个工作日到账"),
        ("typed-fact", "提现两到三天到账"),
        ("typed-fact", "1–5 个工作日内到账"),
        ("typed-fact", "手续费 0.1%"),
        ("typed-fact", "服务费是 2 元"),
        ("typed-fact", "客服 9:00-21:00 在"),
        ("typed-fact", "客服 7\u00d724 都在"),
        ("law-source", "照《灯具安全管理办法》换"),
        ("law-source", "法律规定要换"),
        ("law-source", "监管部门要求先看灯座"),
        ("signs", "按\u2018开关\u2019看"),
        ("signs", '按 "OK" 看'),
        ("signs", "按\uff02开关\uff02看"),
        ("spacing", "灯座\u3000好用"),
        ("spacing", "灯座\t好用"),
        ("spacing", "灯\ue123座"),
        ("spacing", "灯\u3164座"),
        ("spacing", "灯\ufe0f座"),
        ("wrong-word", "请请换灯泡"),
        ("wrong-word", "如果如果灯座坏了"),
        ("wrong-word", "它在在灯座里"),
        ("unfinished", "灯丝 t o d o"),
        ("unfinished", "灯丝【截图】"),
        ("unfinished", "灯丝 xxx 瓦"),
        ("unfinished", "灯丝（这里再问法务）"),
        ("unfinished", "灯丝（待核对）"),
        ("unfinished", "@小王 看灯丝"),
        ("unregistered-contact", "打 4 0 0 7 6 5 4 3 2 1 问"),
        ("unregistered-contact", "打 400.765.4321 问"),
        ("unregistered-contact", "打九五五八八问"),
        ("unregistered-contact", "打四百七六五四三二一问"),
        ("unregistered-contact", "打（010）1234 5678 问"),
        ("unregistered-contact", "打 +86 21 6888 9999 问"),
        ("unregistered-contact", "打 \U0001d7d2\U0001d7ce\U0001d7ce-765-4321 问"),
        ("unregistered-contact", "打开 灯铺.com 看"),
        ("unregistered-contact", "打开 灯铺.网址 看"),
        ("unregistered-contact", "打开 lantern[.]com 看"),
        ("unregistered-contact", "打开 lantern 点 com 看"),
        ("unregistered-contact", "打开 192.168.1.20 看"),
        ("unregistered-contact", "加 vx：lantern88"),
        ("unregistered-contact", "加薇信 lantern88"),
        ("unregistered-contact", "Telegram @lantern88"),
        ("unregistered-contact", "关注微博 @灯铺官方"),
        ("typed-fact", "最晚次日到账"),
        ("typed-fact", "T+1 到账"),
        ("typed-fact", "大约一周到账"),
        ("typed-fact", "一般三个工作日能收到"),
        ("typed-fact", "提现每笔收 2 元"),
        ("typed-fact", "费率为千分之六"),
        ("typed-fact", "提现免手续费"),
        ("typed-fact", "单日最多提现 5 万元"),
        ("typed-fact", "客服早上九点到晚上九点在"),
        ("typed-fact", "客服全天在线"),
        ("typed-fact", "周一至周五有人接听"),
        ("law-source", "照《灯具法》第三条换"),
        ("law-source", "铺子依法要换"),
        ("unfinished", "灯丝【备注：再看】"),
        ("link-not-made", "看[灯泡][b]"),
        ("link-not-made", "看[灯泡] [b]"),
        ("link-not-made", "看[灯泡][]"),
        ("link-form", "看[灯泡](#)"),
        ("link-form", "看[灯泡](b.md#)"),
        ("mark", ":warning: 灯丝断了"),
        ("date", "昨天 14:76 断的"),
        ("date", "昨天 25:10 断的"),
        ("reference", '问 {{ channel(key="counter") }}'),
        ("wrong-office", "发邮件到 {{ channel('counter') }}"),
        ("typed-fact", "退到信用卡最长七个工作日"),
        ("pointer", "看《灯不亮了怎么办》"),
        ("pointer", "看《怎么修灯座》"),
        ("pointer", "照「再看灯座」一节做"),
        ("pointer", "下面的「换灯泡」小节有图"),
        ("pointer", "照下表换"),
        ("pointer", "看上面的表格"),
        ("pointer", "照下图换"),
        ("pointer", "如图所示"),
        ("sum", "灯 100 元，券抵 20 元，实付 90 元"),
        ("sum", "甲灯 60 元，乙灯 50 元。用券减 20 元，实付 80 元"),
        ("sum", "灯 40 元，退掉 8 元，所以退 30 元"),
        ("sum", "四成（30%）的灯"),
        ("sum", "灯 97 元，没到 80 元"),
        ("sum", "灯 97 元，超过 100 元"),
        ("pointer", "查下表里「圆灯」那一栏。\n\n| 灯 | 换法 |\n| --- | --- |\n| 方灯 | 拧下来 |"),
        ("sum", "亮 2 天（36 小时）"),
        ("sum", "100 - 20 = 90 元"),
        ("sum", "周一是第 1 天，周四是第 3 天"),
    ],
)
def test_a_mistake_in_a_text_is_named_at_its_line(
    tmp_path: Path, shop_analyser: Analyser, rule: str, written: str
) -> None:
    found = found_after(tmp_path, shop_analyser, ARTICLE, PLACE, written)

    assert (rule, ARTICLE, 24) in found


@pytest.mark.parametrize(
    "written",
    [
        "目的的确是换灯",
        "灯丝……断了",
        "现在在家也能换",
        "乾坤灯和著作",
        "照例如下面的 3 个工作日",
        "等 10 分钟再开",
        "二〇二六年一月十二日",
        "工单号 4OOABC",
        "第二天再看",
        "看 README.md 的写法",
        "比分是 3:2",
        "等到到账那天再换",
        "为了了解灯座，看说明",
        "昨天 9 点到 10 点之间断的",
        "免密 120 元以内",
        "官方不会收费帮你换灯",
        "待补货的灯泡先别拍",
        "待确认收货的灯泡",
        "这里补充一点：灯座也要看",
        "群里 @所有人 的多半是广告",
        "一二三四步都做完了",
        "九五折的灯泡",
        "不要把验证码告诉客服",
        "客服不会让人下载向日葵",
        "有人让你把钱转到安全账户，是骗局",
        "对方说「把验证码发给我」",
        "验证码会发到他的手机上",
        "微信 Android 版",
        "版本 3.10.2.5 以后",
        "下载的文件叫 bill.csv",
        "法定节假日不算",
        "（　）里写灯的名字",
        "[b]: b.md\n\n看[灯泡][b]",
        "[灯泡]: b.md\n\n看[灯泡][]",
        "[灯泡]: <b.md>\n\n看[灯泡]",
        "在【备注】里写灯的名字",
        "看《怎么换灯泡》",
        "看《[怎么换灯泡](b.md)》",
        "看《灯具说明书》",
        "签《用户服务协议》",
        "照「再看灯泡」一节做",
        "看[怎么换灯泡](b.md)里「拧下来」一节",
        "按「开关」这一节电池盒上的键",
        "网上表示好用",
        "截图所在的文件夹",
        "照下表换。\n\n| 灯 | 换法 |\n| --- | --- |\n| 圆灯 | 拧下来 |\n\n灯丝断了",
        "照下面的步骤换：\n\n1. 断电。\n2. 拧下来。\n\n灯丝断了",
        "24:00 关灯",
        "比例 16:9",
        "灯 100 元，券抵 20 元，实付 80 元",
        "甲灯 60 元，乙灯 40 元。用券减 20 元，实付 80 元",
        "灯 40 元，分到 8 元优惠，所以退 32 元",
        "四成（40%）的灯",
        "灯 97 元，没到 100 元",
        "灯 97 元，超过 80 元",
        "查下表里「换法」那一栏。\n\n| 灯 | 换法 |\n| --- | --- |\n| 圆灯 | 拧下来 |\n\n灯丝断了",
        "看遥控器的「亮度」一栏",
        "三分之一（33.3%）的灯",
        "亮 2 分钟（120 秒）",
        "两件 3 \u00d7 20 = 60 元",
        "周五是第 5 天，周一是第 6 天",
        "等 1 天（8 个工时）",
    ],
)
def test_what_only_looks_like_a_mistake_is_left_alone(
    tmp_path: Path, shop_analyser: Analyser, written: str
) -> None:
    assert found_after(tmp_path, shop_analyser, ARTICLE, PLACE, written) == []


@pytest.mark.parametrize(
    ("rule", "path", "old", "new", "part"),
    [
        ("front-matter", ARTICLE, "title: 灯", "title：灯", "title："),
        ("front-matter", ARTICLE, "owner: 灯", "\towner: 灯", "\towner"),
        ("front-matter", ARTICLE, "title: 灯不", "title: 灯: 不", "title:"),
        ("front-matter", ARTICLE, "title: 灯", "title: @灯", "title:"),
        ("front-matter", ARTICLE, "updated: 2026-03-01", "updated: 2026-13-01", "updated"),
        ("front-matter", ARTICLE, "updated: 2026-03-01", "updated: 2026-02-30", "updated"),
        ("head-writing", ARTICLE, "tags: [灯]", "tags: [灯, 灯]", "tags"),
        ("heading-text", ARTICLE, "## 再看灯泡", "## 再看灯泡。", "## 再看"),
        ("heading-text", ARTICLE, "## 再看灯泡", "##", "##"),
        ("head-missing", ARTICLE, "---\nid", "----\nid", "----"),
        ("head-writing", ARTICLE, "title: 灯不亮怎么办", "title: 灯不亮 #怎么办", "title:"),
        ("head-writing", ARTICLE, "tags: [灯]", "tags: [灯，灯泡]", "tags"),
        ("date", ARTICLE, "reviewed: 2026-03-02", "reviewed: 2027-03-02", "reviewed:"),
        ("date", ARTICLE, "updated: 2026-03-01", "updated: 2026-03-05", "updated:"),
        ("date", ARTICLE, "checked_on: 2026-03-01", "checked_on: 2026-04-01", "checked_on"),
        ("date", "data/channels.yml", "2026-03-01", "2030-03-01", "verified_on"),
        ("unregistered-contact", "data/trees/lamp-dark.yml", "插紧，", "打 13800138000，", "do: "),
        ("unregistered-contact", "data/cards.yml", "灯座底下", "看 lantern.icu", "where: 看"),
        ("unregistered-contact", "data/channels.yml", "当面看灯", "加微信 lantern_9", "best"),
        ("raw-html", "data/error_codes.yml", "灯座没有电", "<meta http-equiv=refresh>", "mean"),
        ("wrong-word", "data/error_codes.yml", "换一个插座", "登陆再试", "what_to_do"),
        ("front-matter", "agents/articles/night.md", "owner:", "onwer:", "onwer"),
        ("signs", "agents/articles/night.md", "灯丝断了", "灯丝断了！！", "灯丝断了"),
        ("unregistered-contact", "agents/teams.yml", "修不好的灯", "打 13800138000", "handles"),
        ("cards", "data/cards.yml", "name: 灯的名字", "name: 支付密码", "支付密码"),
        ("judgement", "judgements/queries.tsv", "灯灭了咋办", "按了没反应", "按了"),
        ("link-form", ARTICLE, PLACE, f"[b]: b.md\n\n{PLACE}", "[b]:"),
        ("link-form", ARTICLE, PLACE, "[b]: b.md\n[b]: a.md\n\n看[灯][b]", "[b]: a"),
        ("unregistered-contact", ARTICLE, PLACE, "[b]: https://a.icu/\n\n看[灯][b]", "[b]:"),
        ("link", ARTICLE, PLACE, "[b]: gone.md\n\n看[灯][b]", "看["),
        ("front-matter", "pages/lamps/index.md", "topic.html", "home.html", "template"),
        ("front-matter", "pages/lamps/index.md", "topic.html", "topics.html", "template"),
        ("front-matter", "pages/index.md", "home.html", "topic.html", "template"),
        ("settings", "../mkdocs.yml", "nav:", "theme: {favicon: images/no.svg}\nnav:", "theme"),
        ("settings", "../mkdocs.yml", "nav:", "extra_css: [no.css]\nnav:", "extra_css"),
        ("nav", "../mkdocs.yml", "- lamps/a.md", '- lamps/a.md\n      - "lamps/a.md"', '"lamps/a'),
        ("date", ARTICLE, PLACE, "2 月 30 日起换灯", "2 月 30"),
        ("data-file", "data/verify.yml", "short_link", NUMBER, "95588-1"),
        ("head-writing", ARTICLE, "summary: ", "summary: 看[灯](b.md)，", "summary:"),
        ("link", ARTICLE, PLACE, "看[灯不亮怎么办](b.md)", "看["),
        ("link", ARTICLE, PLACE, "看[那一篇](a.md)", "看["),
        (
            "duplicate-question",
            ARTICLE,
            "tags: [灯]",
            "aliases: [灯泡拧不下来]\ntags: [灯]",
            "alias",
        ),
        ("mark", ARTICLE, PLACE, "\uff1e 灯丝断了", "\uff1e"),
        ("typed-fact", ARTICLE, PLACE, "春节期间客服休息", "春节"),
    ],
)
def test_a_mistake_elsewhere_is_named_at_its_line(  # noqa: PLR0913 - where, what and how
    tmp_path: Path,
    shop_analyser: Analyser,
    rule: str,
    path: str,
    old: str,
    new: str,
    part: str,
) -> None:
    found = found_after(tmp_path, shop_analyser, path, old, new)
    text = (tmp_path / "project" / "content" / path).read_text(encoding="utf-8")

    assert (rule, path.removeprefix("../"), line_of(text, part)) in found


def test_lists_and_the_customers_words_in_a_head_are_no_notes(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    new = "aliases: [找你们领导说, 备注写什么, 日期]\ntags: [灯, 备注, 日期]"

    assert found_after(tmp_path, shop_analyser, ARTICLE, "tags: [灯]", new) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/channels.yml", "kind: phone", "kind: fax"),
        ("data/channels.yml", "channels:", "channels"),
        ("data/public_hotlines.yml", '"110"', '"1100"'),
        (ARTICLE, "owner: 灯铺内容组", "colour"),
        (ARTICLE, "先换一个插座", "先问 {{ channel('cellar') }}"),
        ("pages/lamps/index.md", "title:", "titel:"),
        ("agents/teams.yml", "handles:", "handels:"),
        ("agents/teams.yml", "teams:", "teams"),
    ],
)
def test_one_mistake_is_not_told_again_of_what_refers_to_it(
    tmp_path: Path, shop_analyser: Analyser, path: str, old: str, new: str
) -> None:
    found = found_after(tmp_path, shop_analyser, path, old, new)

    assert {file for _, file, _ in found} == {path}


def test_settings_that_cannot_be_read_are_one_finding(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    found = found_after(tmp_path, shop_analyser, "../mkdocs.yml", "nav:", "nav: [")

    assert [(rule, path) for rule, path, _ in found] == [("settings", "mkdocs.yml")]


@pytest.mark.parametrize(
    "settings",
    [
        "nav: 5\n",
        "nav:\n  a: b\n",
        "nav:\n  - 首页: index.md\n  - - x\n",
        "extra: []\n",
        "extra:\n  most_asked: 5\n",
        "extra:\n  how_to: 5\n",
        "extra:\n  first_needs: [5]\n",
        "extra:\n  first_needs:\n    - {name: 灯}\n",
        "INHERIT: nowhere.yml\n",
        "not_in_nav: [a]\n",
        "plugins: 5\n",
    ],
)
def test_settings_of_another_shape_are_one_finding(
    tmp_path: Path, shop_analyser: Analyser, settings: str
) -> None:
    project = sound_project(tmp_path / "project")
    file = project / "mkdocs.yml"
    sound = file.read_text(encoding="utf-8")
    text = "site_name: 灯铺\n" + settings if settings.startswith("nav") else sound + settings
    file.write_text(text, encoding="utf-8")

    found = findings_of(view_content(project / "content", shop_analyser, date(2026, 3, 10)))

    assert [(one.problem.rule, one.problem.path) for one in found] == [("settings", "mkdocs.yml")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "big5"])
def test_settings_in_another_encoding_are_one_finding(
    tmp_path: Path, shop_analyser: Analyser, encoding: str
) -> None:
    project = sound_project(tmp_path / "project")
    file = project / "mkdocs.yml"
    file.write_bytes(file.read_text(encoding="utf-8").encode(encoding, "ignore"))

    found = findings_of(view_content(project / "content", shop_analyser, date(2026, 3, 10)))

    assert {(one.problem.rule, one.problem.path) for one in found} == {("encoding", "mkdocs.yml")}


@pytest.mark.parametrize(
    "path",
    [
        "pages/lamps/灯.md",
        "pages/lamps/a (1).md",
        "pages/lamps/Lamp.md",
        "data/channels.yml.bak",
        "data/channels.yaml",
        "data/trees/X.YML",
        "words/terms.xlsx",
        "judgements/queries.csv",
        "agents/articles/night.md.orig",
    ],
)
def test_a_file_that_is_not_read_is_one_finding(
    tmp_path: Path, shop_analyser: Analyser, path: str
) -> None:
    project = sound_project(tmp_path / "project")
    write_agents(project / "content", {"articles/night.md": internal_file()})
    file = project / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# 灯\n", encoding="utf-8")

    found = findings_of(view_content(project / "content", shop_analyser, date(2026, 3, 10)))

    assert [(one.problem.rule, one.problem.path) for one in found] == [
        ("stray-file", f"content/{path}")
    ]


def test_rows_that_are_the_same_are_named_at_the_second(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    row = "| 灯丝 | 换灯 |"
    table = f"| 看 | 做 |\n| --- | --- |\n{row}\n| 灯座 | 找铺子 |\n{row}\n\n{PLACE}"
    found = found_after(tmp_path, shop_analyser, ARTICLE, PLACE, table)

    assert found == [("row-width", ARTICLE, 28)]


def test_a_head_of_another_width_than_its_ruler_is_one_finding(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    table = f"| 看 | 做 | 问 |\n| --- | --- |\n| 灯丝 | 换灯 | 铺子 |\n\n{PLACE}"
    found = found_after(tmp_path, shop_analyser, ARTICLE, PLACE, table)

    assert found == [("row-width", ARTICLE, 24)]
