"""What only a swindler asks for, by kind: closed lists of who asks, what is given and how.

A frame is looked for within one sentence. `PART` does not pass a comma, `ANY` does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PART, _ANY = "[^。！？；，]", "[^。！？；]"
_WHO = (
    "(?:客服|坐席|人工|我们|对方|卖家|买家|[办来工]?[理访电作]*人员|专员|主管|经理|店员|店家|银行|[他她](?!人)|同事|群"
    "|警[官察]|民警|公安|工程师|老师|导师|学长|网友|朋友|别人|他人|老板|技术员)"
)
_CODE = (
    "(?:验证码|校验码|确认码|动态码|动态口令|口令|识别码|设备码|授权码|付款码|安全码|CVV2?|私钥|助记词|密码"
    "|[四五六4-6几]位(?:数字?|码)|[短弹][信窗窜][上里中]?的?(?:数字|内容|那串)|背面(?:的)?三位数?|有效期)"
)
_GIVE = (
    "(?:告[诉知]|发[送给到至来过在]?|报(?!警|案)|念|读|说|提供|交[给到]|转[发述告给]|打[给在到]|回[传复]|出示|亮|写[在到进]"
    "|提交|口述|截图)"
)
_SCREEN = (
    "(?:共享[你您]?的?(?:手机)?屏幕|屏幕[共同分]享|(?:点开?|打开)共享|投屏|投出|接管"
    "|远程(?:控制|协助|接管|操作|桌面|软件|帮)|AnyDesk|ToDesk|TeamViewer|向日葵)"
)
_MOVES = "(?:[转汇挪划移]|打(?!电)|存(?!留|在)|归集|提现|提)"
_ACCOUNT = (
    "(?:(?:安全|监管|清查|核[查验]|保护|专[案用]|代管|指定|中转|过渡|验资|冻结|国家|公安|对公)的?(?:资金|银行)?"
    "(?:账户|账号|户头|卡)|专案组|公安|[民交]警|警官"
    f"|(?:{_WHO}(?:[给发说报]|提供|名下|指定)|(?:短信|邮件)[里中上]的?)[^。！？；，]{{0,4}}(?:账户|账号|户头|卡))"
)
_PLACE = "(?:短信|彩信|邮件|弹窗|传单|海报|微信群|群(?:公告)?|来电|网页|朋友圈|广告)"
_SENT = f"(?:{_PLACE}|(?:客服|坐席|专员|对方|卖家|买家|网友|他|她)(?:[给发]|提供|留)[来过给]?)"
_PAYS = "(?:[交缴付垫]纳?付?|支付|充值?|补[交缴]|打|转)"
_BACK = "(?:返[还现利]|退还|解冻|放款|提现|提取|领[取奖]|到账|加急|发放|激活)"
_FEES = "(?:税|手续费|加急费|押金|保证金|本金|认证[费金]|解冻[费金]|会员费|同等金额|服务费)"
_KIN = "(?:家人|家里人?|父母|子女|[老伴]伴|亲友|任何人|别人|旁人|银行|警察|民警)"


class Kind(NamedTuple):
    """A frame of unsafe advice.

    Attributes:
        what: What it makes the reader do, behind 这句让读者.
        pattern: The frame.
        forbids: The advice is itself a no (不要告诉家人), so a no in it excuses nothing.
    """

    what: str
    pattern: re.Pattern[str]
    forbids: bool = False


def _kind(what: str, *patterns: str, forbids: bool = False) -> list[Kind]:
    return [Kind(what, re.compile(one, re.IGNORECASE), forbids) for one in patterns]


KINDS = [
    *_kind(
        "把密码或验证码交出去",
        rf"{_CODE}{_PART}{{0,10}}{_GIVE}{_PART}{{0,8}}{_WHO}",
        rf"[在到]{_PART}{{0,8}}(?:微信|聊天|群){_PART}{{0,4}}{_GIVE}{_PART}{{0,6}}{_CODE}",
        rf"{_CODE}{_ANY}{{0,14}}(?:聊天框|聊天窗口|对话框|工单|邮件|评论){_ANY}{{0,4}}(?:打|发|写|提交|回)",
        rf"[把将]{_PART}{{0,6}}{_CODE}{_PART}{{0,6}}(?:发过?[来给送]|念出|报出|回[传复]|转[发述告]|截图发|写[在进到]|输给)",
        rf"[把将]{_PART}{{0,6}}{_CODE}{_PART}{{0,2}}给{_WHO}",
        rf"[向给]{_PART}{{0,4}}{_WHO}{_PART}{{0,4}}(?:出示|提供|[报念说发看]){_PART}{{0,6}}{_CODE}",
        rf"{_CODE}{_ANY}{{0,12}}(?:[如照]实|照着|配合)(?:[回念说答报填]|提供|告)",
        rf"{_CODE}{_PART}{{0,10}}(?:[一都]并?发来|发过来)",
        rf"(?:客服|坐席|专员|工作人员)[^。！？；，]{{0,2}}[代帮替][您你我]?{_PART}{{0,4}}[输填]{_PART}{{0,4}}{_CODE}",
    ),
    *_kind(
        "往别人给的账户转钱",
        rf"{_MOVES}{_PART}{{0,6}}[到进至入给往]{_PART}{{0,8}}{_ACCOUNT}",
        rf"[往向]{_PART}{{0,6}}{_ACCOUNT}{_PART}{{0,4}}[转汇打存]",
        rf"(?:钱|款|资金|余额){_PART}{{0,14}}(?:代管|代为保管|验资)",
    ),
    *_kind(
        "把手机交给别人操作",
        rf"(?:请|可以|先|点|打开|开启|允许|安装|下载|加入|进入|保持|并|[给和跟]{_WHO}){_PART}{{0,8}}{_SCREEN}",
        rf"(?:安装|下载|加入|进入){_PART}{{0,6}}(?:AnyDesk|ToDesk|向日葵|会议){_ANY}{{0,8}}(?:让|由|把|投|报|告)",
        rf"(?:共享|投屏|远程){_ANY}{{0,4}}[让由给]{_PART}{{0,6}}(?:指导|操作|设置|看|帮)",
        rf"在{_WHO}{_PART}{{0,6}}指导下",
        rf"(?:投屏|共享){_PART}{{0,6}}给{_WHO}",
        rf"接管{_PART}{{0,2}}(?:手机|设备|电脑)",
    ),
    *_kind(
        "打别人给的电话",
        rf"(?:拨打?|打(?!开|款)|回拨|致电|联系|按){_PART}{{0,5}}{_SENT}{_PART}{{0,10}}(?:电话|号码|座机|热线)",
        rf"(?:百度|网上|浏览器|搜索){_PART}{{0,6}}(?:电话|号码|热线){_PART}{{0,4}}(?:打|拨|联系)",
    ),
    *_kind(
        "打开别人发来的链接",
        rf"(?:点开?|点击|打开|扫描?|长按|复制|从|通过|用){_PART}{{0,5}}{_SENT}{_PART}{{0,6}}(?:链接|网址|二维码|安装包|按钮)",
        r"(?:继续|仍[要然])安装|允许(?:安装)?未知来源",
        rf"[到从在]{_PART}{{0,2}}第三方{_PART}{{0,4}}(?:网站|平台|市场){_PART}{{0,4}}下载",
        rf"收到{_PART}{{0,4}}(?:链接|二维码)[，]?(?:就|请|可以)?(?:点开|点击|打开|扫)",
    ),
    *_kind(
        "先转钱再办事",
        rf"先{_PART}{{0,6}}{_PAYS}{_PART}{{0,12}}[，]?(?:再|后|就|才|即可|马上){_ANY}{{0,6}}{_BACK}",
        rf"(?:先|要|按){_PART}{{0,6}}{_PAYS}{_PART}{{0,10}}{_FEES}{_ANY}{{0,12}}{_BACK}",
        rf"[交缴]{_PART}{{0,8}}(?:手续费|加急费|税){_PART}{{0,4}}(?:可以|即可|就能){_PART}{{0,4}}{_BACK}",
        rf"垫付?(?:[一几\d本资钱货]|上){_ANY}{{0,14}}(?:返[还利现]?|佣金|赚)",
        rf"提[现取]前?{_PART}{{0,2}}先?充值|充值满?{_PART}{{0,8}}[才后]{_PART}{{0,2}}能?提",
        rf"(?:贷款|网贷|借[呗款]|花呗|借{_PART}{{0,2}}笔){_ANY}{{0,14}}(?:[刷走做]{_PART}{{0,4}}流水|证明还款|转给{_WHO})",
    ),
    *_kind(
        "把证件交给别人",
        rf"(?:身份证|银行卡正|手持|证件照){_PART}{{0,14}}(?:拍|录|发|传){_PART}{{0,8}}[给到至]{_PART}{{0,2}}{_WHO}",
        rf"(?:身份证|证件){_ANY}{{0,6}}(?:微信|QQ|群)[里中]?(?:发|传)",
        rf"(?:镜头|摄像头){_PART}{{0,6}}[念读眨张]{_ANY}{{0,8}}(?:发给|录下|给{_WHO})",
        rf"(?:人脸|[脸面]部){_PART}{{0,10}}(?:对准|给){_PART}{{0,6}}(?:{_WHO}|镜头)",
    ),
    *_kind(
        "出借账户或替人走账",
        rf"(?:账[号户]|银行卡|SIM\s?卡|电话卡|手机卡|收款码){_PART}{{0,4}}(?:[借租卖]给|出[借租])",
        rf"[帮替代]{_PART}{{0,3}}(?:别人|他人|网友|朋友|老板|客户|群友){_PART}{{0,4}}(?:过[账一]|收[款一钱]|走账|取现|跑分)",
    ),
    *_kind(
        "瞒着家人、银行或警察",
        rf"(?:不要|别|勿)(?:(?:告诉|[和跟与对]){_KIN}|让{_KIN}{_PART}{{0,3}}(?:知道|听|看|发现))",
        rf"(?:不要|别|勿)挂[断电]?{_ANY}{{0,6}}(?:别人|家人|{_KIN})",
        rf"(?:别|不[要用必])(?:理会?|接|相信){_PART}{{0,4}}(?:警察|民警|96110|反诈|银行)",
        forbids=True,
    ),
    *_kind(
        "瞒着家人、银行或警察",
        rf"(?:银行|柜[员台]|警察|民警){_PART}{{0,5}}问{_ANY}{{0,6}}就?(?:说是|答是|就说|回答是)",
        rf"[把将]?{_PART}{{0,6}}(?:聊天|短信|通话){_PART}{{0,3}}记录{_PART}{{0,3}}(?:删|清空|清除){_PART}{{0,4}}(?:再|继续)",
        rf"(?:完成|办理|操作|转账)[后完]{_PART}{{0,3}}[把将删清]{_PART}{{0,10}}记录{_PART}{{0,3}}(?:清空|清除|删)",
        r"独自一人|避开(?:家人|旁人)",
    ),
    *_kind(
        "关掉防护",
        rf"(?:关闭|关掉|退出|停用|卸载|取消){_PART}{{0,6}}(?:反诈|来电拦截|骚扰拦截|安全软件|杀毒|安全防护|纯净模式)",
    ),
]
# The whole sentence warns, or tells of others.
_WARNS = re.compile(
    r"骗|(?<!反)诈|假(?!期|日)|冒充|陷阱|凡是|一旦|如果|要是|万一|有人|谁|陌生|[要叫让催][你您](?!的)"
    r"|对方要|声称|自称|违法|犯罪|犯法|责任|追究|病毒|[吗呢]$|为什么|会不会"
)
_NO = (
    r"不|(?<![识特级区性类告分个辨])别(?!人|的)|勿|没|未(?!知)|无|莫|拒绝|停止|停下|断网|挂断|避免被"
    r"|关掉(?!.{0,6}(?:反诈|拦截))"
)
_DONE = r"了(?!解)|(?<!通|经)过(?![账程户去来渡一])|已"
_TOLD = r"会(?![议员问收返退]|双倍|自动)|可能|的人(?![员工])|等于"
_EXCUSE = re.compile(f"{_NO}|{_DONE}|{_TOLD}")
_EXCUSE_FORBIDDING = re.compile(f"{_DONE}|{_TOLD}")
# The next part says what is to be done instead.
_INSTEAD = re.compile(
    r"^[，；、](?:请|就|先|要|也|都|更|马上|立刻|赶紧)*"
    r"(?:不|别|勿|挂断|停|报警|断网|卸载|改密码|查(?!清后)|核(?!实后)|看清|问清|打家人|到官|拨打?\d)"
)
_AFTERWARDS = re.compile(f"{_PART}{{0,2}}(?:以后|之后)")
_NAMES_CODE = re.compile(_CODE)
# Words that only look like a no, a past or a telling.
_NO_NO = re.compile(
    r"没关系|没问题|没事|不要紧|打不通|看不懂|无法登录|不了|会议|会员|通过|过后|了解|无人|避免误拦|不清楚"
)


def kind_of(sentence: str) -> str | None:
    """What a sentence tells its reader that is unsafe, by the table, or None."""
    if _WARNS.search(sentence):
        return None
    for what, pattern, forbids in KINDS:
        if (found := pattern.search(sentence)) and not _is_excused(
            sentence, found, forbids=forbids
        ):
            return what
    return None


def _is_excused(sentence: str, found: re.Match[str], *, forbids: bool) -> bool:
    """Whether its part says no or tells of what was done, or the next part says what to do."""
    if forbids and _NAMES_CODE.search(sentence):
        return True
    begin = max((sentence.rfind(sign, 0, found.start()) for sign in "，；"), default=-1) + 1
    ends = (sentence.find(sign, found.end()) for sign in "，；")
    end = min((at for at in ends if at >= 0), default=len(sentence))
    part = _NO_NO.sub("", sentence[begin:end])
    excuse = _EXCUSE_FORBIDDING if forbids else _EXCUSE
    return bool(
        excuse.search(part)
        or _AFTERWARDS.match(sentence, found.end())
        or _INSTEAD.search(sentence[end:])
    )
