# ruff: noqa: E501, RUF001 - sentences and digits as people write them
"""Families of private texts: what a secret is called, how it is told, how its value is written.

Made by combination: far more texts than anybody reads. The rules were made with `USUAL` and mended
once with `OTHER`. `LATER` was written when they stood and is measured as it is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

Writing = Callable[[str], str]


class Family(NamedTuple):
    """Frames with `{w}` and `{v}`, words for codes and for passwords, and writings of digits."""

    after: tuple[str, ...]
    before: tuple[str, ...]
    codes: tuple[str, ...]
    passwords: tuple[str, ...]
    phrases: tuple[str, ...]
    mixed: tuple[str, ...]
    writings: tuple[Writing, ...]


class Secret(NamedTuple):
    """A text, the kind of its value, and the value as it stands in it."""

    kind: str
    text: str
    value: str


def _digits_as(digits: str) -> Writing:
    return lambda value: value.translate(str.maketrans("0123456789", digits))


def _grouped(sign: str, size: int) -> Writing:
    return lambda value: sign.join(value[at : at + size] for at in range(0, len(value), size))


USUAL = Family(
    after=(
        "{w}是{v}", "{w}{v}", "{w} {v}", "{w}：{v}", "{w}就是{v}", "{w}为{v}", "我{w} {v}", "{w}={v}", "{w}改成{v}了", "{w}，{v}",
        "我的{w}是{v}登不上", "{w}（{v}）", "{w}叫{v}", "{w}填的{v}", "骗子要{w}我给了{v}", "{w}就是我那个{v}",
    ),
    before=("{v}是我的{w}", "{v}是{w}", "{v}这个{w}", "用{v}当{w}", "把{v}设成{w}", "{v}，我的{w}"),
    codes=(
        "验证码", "短信验证码", "校验码", "认证码", "登录码", "付款码", "授权码", "动态码", "确认码", "yzm", "YZM", "otp", "OTP", "pin", "PIN码", "验正码", "严证码", "sms code", "动态口令",
    ),
    passwords=("密码", "支付密码", "登录密码", "取款密码", "银行卡密码", "口令", "mima", "zfmm", "password", "pwd", "蜜码", "密马"),
    phrases=("芝麻开门", "天王盖地虎", "春暖花开", "小熊饼干"),
    mixed=("woaini520", "love1314", "Hunter2!", "a123456", "iloveyou", "opensesame"),
    writings=(str, " ".join, "·".join, "-".join, "\u200b".join, _digits_as("０１２３４５６７８９"), _digits_as("零一二三四五六七八九"), _digits_as("〇幺两三四五六拐八九"), _digits_as("⓪①②③④⑤⑥⑦⑧⑨"), _grouped(" ", 3)),
)  # fmt: skip

OTHER = Family(
    after=(
        "{w}我记得是{v}", "{w}设的是{v}", "{w}输了{v}没反应", "{w}一直是{v}", "{w}收到了 {v}", "{w}用的{v}", "{w}→{v}", "{w}【{v}】", "我把{w}{v}告诉他了", "{w}写{v}对不对",
        "她的{w}好像是{v}", "{w}、{v}", "{w}... {v}", "新{w}{v}", "{w}变成{v}", "{w}还是{v}",
    ),
    before=("{v}就是我{w}", "{v}作为{w}", "短信{v}，说是{w}", "{v} ({w})", "拿{v}做{w}", "{v}是他的{w}"),
    codes=(
        "手机验证码", "二次验证码", "安全码", "激活码", "登陆码", "验整码", "认正码", "付宽码", "受权码", "dtm", "dxm", "yanzhengma", "dongtaima", "OTP码", "one-time code", "auth code", "PIN", "短信码", "核验码",
    ),
    passwords=("交易密码", "查询密码", "锁屏密码", "微信密码", "手势口令", "暗号", "dlmm", "zhifumima", "passcode", "passwd", "蜜马", "秘码"),
    phrases=("床前明月光", "宝塔镇河妖", "北京欢迎你", "大吉大利", "我爱小花", "恭喜发财"),
    mixed=("zhang_san88", "Qq112233", "P@ssw0rd", "lamp-light-9", "tianwang", "sunshine", "5201314abc"),
    writings=(str, _grouped(".", 2), _grouped("–", 2), _grouped("_", 1), _grouped("/", 3), _grouped("  ", 2), "\u2060".join, _digits_as("零壹贰叁肆伍陆柒捌玖"), _digits_as("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"), _digits_as("⓪⑴⑵⑶⑷⑸⑹⑺⑻⑼"), _digits_as("洞幺二三四五六七八勾")),
)  # fmt: skip

LATER = Family(
    after=(
        "我设置的{w}：{v}", "{w}是这个：{v}", "{w}:{v}，不对吗", "这是我{w} {v}", "{w}应该是{v}吧", "当时{w}写的是{v}", "{w}-{v}", "{w}（是{v}）", "刚收到的{w}{v}", "{w}\n{v}", "{w}我改成{v}", "原来的{w}是{v}现在不行了",
        "她把{w}{v}发给客服了", "{w}给他了，是{v}", "帮我登录，{w}{v}",
    ),
    before=("{v}是刚发的{w}", "{v}——这是{w}", "以前用{v}作{w}", "{v}是我们家的{w}", "{v}（我的{w}）", "我拿{v}当{w}了"),
    codes=("确认码", "登录验证码", "提现验证码", "付款验证码", "短信动态码", "校验马", "验蒸码", "sms验证码", "yzm码", "otp code", "verify code", "动态密码", "PIN 码", "授权马", "语音验证码"),
    passwords=("手机密码", "卡密码", "u钱包密码", "网银密码", "开机密码", "支付口令", "mm", "denglumima", "login password", "pass", "咪码", "密嘛"),
    phrases=("大江东去", "风调雨顺", "小鸡炖蘑菇", "平安喜乐", "月亮代表我的心", "阿弥陀佛"),
    mixed=("wangxiaoming01", "xx20081234", "Ab#9x7Kp", "chunhuaqiuyue9", "forever21love", "13579qaz"),
    writings=(str, _grouped("-", 2), _grouped("·", 3), _grouped(", ", 1), _grouped(" - ", 2), "\u200d".join, _digits_as("０一２三４五６七８九"), _digits_as("〇壹二叁四伍六柒八玖"), _digits_as("𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿"), _digits_as("⓪⓵⓶⓷⓸⓹⓺⓻⓼⓽")),
)  # fmt: skip

FAMILIES = {"usual": USUAL, "other": OTHER, "later": LATER}

_TOLD = ("是", "：", "=", "为", "成", "叫", "→", "当", "做", "【")
_CARD_CHECKS = (
    "cvv",
    "CVV2",
    "cvn2",
    "CVC",
    "cvv: ",
    "CVV2 码",
    "安全码",
    "卡背面三位",
    "背面后三位数",
)
_SEEDS = (
    "abandon ability able about above absent absorb abstract absurd abuse access accident", "zoo wrong youth yellow worth world wolf window winter wine wife wide",
    "legal winner thank year wave sausage worth useful legal winner thank yellow letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
    "的 一 是 在 不 了 有 和 人 这 中 大", "疏 尝 坚 吵 尤 逝 枯 眉 尺 巩 硬 逃", "疏尝坚吵尤逝枯眉尺巩硬逃", "1. army 2. van 3. defense 4. carry 5. jealous 6. true 7. garbage 8. claim 9. echo 10. media 11. make 12. crunch", "army,van,defense,carry,jealous,true,garbage,claim,echo,media,make,crunch",
)  # fmt: skip
_SEED_FRAMES = (
    "助记词：{v}",
    "助记词是 {v}",
    "我的助记词 {v} 被看到了",
    "seed phrase: {v}",
    "{v} 是我的助记词",
    "恢复短语 {v}",
    "钱包助记词就是{v}",
    "zjc {v}",
    "mnemonic {v}",
)
_KEY_FRAMES = (
    "私钥{v}",
    "{v}",
    "我的私钥是 {v}",
    "private key: {v}",
    "密钥 {v} 泄露了",
    "{v} 是私钥",
    "si yao {v}",
)
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def secrets(seed: int, count: int, family: Family) -> Iterator[Secret]:
    """Texts with a secret in each; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret, the same on every run
    makers = (_code, _code, _code, _password, _password, _phrase, _card_check, _seed_phrase, _key)
    for _ in range(count):
        yield chance.choice(makers)(chance, family)


def _framed(chance: random.Random, family: Family, word: str, value: str) -> str:
    return chance.choice((*family.after, *family.before)).format(w=word, v=value)


def _code(chance: random.Random, family: Family) -> Secret:
    plain = "".join(chance.choices("0123456789", k=chance.choice((4, 6, 6, 6, 8))))
    value = chance.choice(family.writings)(plain)
    word = chance.choice((*family.codes, *family.passwords))
    return Secret("code", _framed(chance, family, word, value), value)


def _password(chance: random.Random, family: Family) -> Secret:
    value = chance.choice(family.mixed)
    if not value.isalpha():
        word = chance.choice(family.passwords)
        return Secret("password", _framed(chance, family, word, value), value)
    # Letters alone, beside a word and not told, may be any word: password reset.
    frames = [one for one in (*family.after, *family.before) if any(map(one.__contains__, _TOLD))]
    text = chance.choice(frames).format(w=chance.choice(family.passwords), v=value)
    return Secret("password", text, value)


def _phrase(chance: random.Random, family: Family) -> Secret:
    value = chance.choice(family.phrases)
    words = [word for word in family.passwords if not word.isascii()]
    frames = [
        one
        for one in (*family.after, *family.before)
        if any(map(one.__contains__, _TOLD)) and "说是" not in one
    ]
    text = chance.choice(frames).format(w=chance.choice(words), v=value)
    return Secret("phrase", text, value)


def _card_check(chance: random.Random, family: Family) -> Secret:
    plain = "".join(chance.choices("0123456789", k=3))
    value = chance.choice([one for one in family.writings if "/" not in one("1234")])(plain)
    frame = chance.choice(
        ("{w} {v}", "{w}是{v}", "{w}{v}", "{w}: {v}", "我的{w} {v}", "骗子问我{w}，我说{v}")
    )
    return Secret("card check", frame.format(w=chance.choice(_CARD_CHECKS), v=value), value)


def _seed_phrase(chance: random.Random, _: Family) -> Secret:
    value = chance.choice(_SEEDS)
    return Secret("seed phrase", chance.choice(_SEED_FRAMES).format(v=value), value)


def _key(chance: random.Random, _: Family) -> Secret:
    key = "".join(chance.choices("0123456789abcdef", k=64))
    wif = chance.choice("5KL") + "".join(chance.choices(_BASE58, k=51))
    value = chance.choice((key, f"0x{key}", key.upper(), wif, wif[:51]))
    return Secret("key", chance.choice(_KEY_FRAMES).format(v=value), value)


def leaks(one: Secret, private: list[tuple[int, int]]) -> bool:
    """Whether two characters of the value (one, of a card check) are in none of the spans."""
    start = one.text.index(one.value)
    left = [
        place
        for place in range(start, start + len(one.value))
        if one.text[place].isalnum() and not any(a <= place < b for a, b in private)
    ]
    return len(left) > (0 if one.kind == "card check" else 1)


HARMLESS_NEAR_SECRETS = (
    "密码是什么意思", "密码是不是要改", "密码错误 E1003", "密码忘了", "验证码收不到", "验证码 100%",
    "支付密码是几位数", "支付密码是登录密码吗", "密码是数字还是字母", "密码是大写还是小写", "密码是必须设置的吗", "密码是对的为什么说错误",
    "密码是正确的但是登不上", "密码是不是六位", "密码是手机号后六位吗", "密码是自动生成的吗", "密码是谁设置的", "密码是一样的可以吗",
    "密码是否可以相同", "密码是被锁了吗", "密码是刚改的还是不行", "密码是系统默认的吗", "密码为什么不对", "密码为空怎么办",
    "密码：忘记了怎么找回", "密码=支付密码吗", "密码叫我重新设置", "密码改成指纹怎么弄", "密码设成什么比较安全", "密码设置成功了还要登录吗",
    "密码改成功了但是登不上", "密码换成刷脸", "密码用指纹代替", "密码填了没反应", "密码输不进去", "密码输错了5次",
    "密码输入框点不动", "口令红包怎么领", "口令是什么", "口令为什么不能用", "口令过期了", "暗号是什么",
    "什么是支付密码", "哪个是登录密码", "这个是我的支付密码吗", "指纹能当密码吗", "生日可以当支付密码吗", "手机号能做密码吗",
    "为什么要设成密码登录", "怎么把指纹设成密码", "身份证后六位是密码吗", "忘记了我的密码", "他问我的密码怎么办", "客服要我的密码",
    "骗子知道我的密码了", "别人拿到我的密码", "对方让我告诉他密码", "有人知道我密码", "把密码告诉了客服", "密码告诉别人了怎么办",
    "密码泄露了", "密码被盗了", "密码被人改了", "密码锁住了", "密码保护怎么关", "密码格式不对",
    "密码太简单", "密码强度不够", "密码至少几位", "密码最多输几次", "密码和支付宝一样吗", "密码不能和生日一样",
    "密码里能有汉字吗", "密码里面要有大写字母", "密码提示在哪里", "密码框是灰色的", "密码键盘打不开", "我密码忘记了",
    "我密码没错", "我的密码不对", "我的密码怎么改", "新密码是什么要求", "旧密码想不起来", "原密码错误",
    "初始密码是多少", "默认密码是什么", "银行卡密码和支付密码一样吗", "取款密码在哪设置", "锁屏密码忘了", "手势密码怎么关闭",
    "免密支付怎么关", "小额免密是什么", "密码支付失败", "密码重置邮件没收到", "密码重置要多久", "密码三次错误会锁吗",
    "密码两次输入不一致", "验证码是几位", "验证码是假的", "验证码是谁发的", "验证码是不是骗人的", "验证码为什么收不到",
    "验证码过期了怎么办", "验证码一直收不到", "验证码等了60秒", "验证码5分钟有效吗", "验证码发到旧手机了", "验证码错误",
    "验证码输了3次", "验证码输入错误3次怎么办", "验证码给了骗子", "验证码给别人了", "骗子要验证码", "收到验证码但没操作",
    "没操作收到验证码", "收到106开头的验证码", "收不到95188的验证码", "验证码短信延迟", "语音验证码怎么用", "图形验证码看不清",
    "付款码刷新不出来", "付款码有效期多久", "付款码截图能用吗", "付款码扫不上", "授权码在哪里", "登录码失效",
    "动态码是什么", "安全码在哪里", "cvv 是什么", "CVV2 在卡的哪里", "cvv2码是哪三位", "卡背面三位数是什么",
    "卡背面三位数要填吗", "银行要我提供cvv", "otp not received", "otp 一直不来", "pin 忘了", "pin码是什么",
    "pin locked", "PIN 输错3次", "助记词是什么", "助记词丢了怎么办", "助记词怎么备份", "助记词有12个吗",
    "助记词是什么意思怎么备份才安全", "私钥是什么", "私钥泄露了怎么办", "私钥和助记词有什么区别", "seed phrase 是什么", "yzm shoubudao",
    "yzm 收不到", "mima wangle", "mima cuowu", "wo de mima wangle zenme ban", "zfmm 怎么改", "password not working",
    "password reset link expired", "my password is wrong", "my password is not accepted", "forgot my pin code", "verification code expired", "is my password safe",
    "change password", "密码错误码1003", "错误码 E1003 密码", "登录密码 E2001", "R-102 密码", "A-104 密码",
    "S-101 验证码", "转了5000元要密码", "提现10000元要输密码", "2026年11月22日密码", "11月22日改的密码", "2026-11-22 改了密码",
    "95588 要我验证码", "96110 问我密码", "12345 投诉密码", "110 要验证码吗", "10086 发来验证码", "400-820-8820 要我的密码",
    "iPhone 15 输密码", "iOS 17 密码键盘", "安卓14 密码", "华为Mate60 指纹密码", "v8.2.1 版本密码", "订单号 20261122001 密码",
    "尾号8899 密码错误", "第3次输密码", "3个密码", "密码有3种", "6位密码", "8到16位密码",
    "密码8-16位", "一天能输几次密码", "三天后密码过期", "密码学是什么", "二维码", "付款码和收款码区别",
    "邮编是多少", "取件码是什么", "激活码无效", "身份证号是多少位", "银行卡号是几位", "邮箱怎么改",
    "邮箱收不到邮件", "微信支付密码", "微信密码忘了怎么登录", "qq邮箱收不到验证码", "自己设的密码不对", "明明是支付密码却说错",
    "我知道但是密码错", "输入的是登录密码", "提示的是密码错误", "短信里说是验证码错误", "打开的是密码页面",
)  # fmt: skip
