// Official writings, changed. What each change means is known from how it was made, from node's own URL parser
// and from lists of every writing of a number; no line of the tool has a say in it.

/** @typedef {import("./dice.mjs").Dice} Dice */
/** @typedef {{kind: string, text: string}} Fake */

const HOSTS = ["www.uqianbao.cn", "help.uqianbao.cn"];
const SAME_HOSTS = new Set(["uqianbao.cn", "www.uqianbao.cn", "help.uqianbao.cn"]);
const MAILS = ["service@uqianbao.cn", "complaint@uqianbao.cn"];
const NAME = "u钱包官方服务";
const EVIL = ["evil.top", "x.evil.com", "refund-center.vip", "官网.top", "安全.中国", "a.b.xyz", "login.evil.cc"];
const NUMBERS = { "400-812-3456": ["4008123456"], "95312": ["95312"], "010-5678-1234": ["01056781234", "+861056781234", "00861056781234", "861056781234", "+8601056781234", "008601056781234", "8601056781234"] };
const DIALLED = new Set(Object.values(NUMBERS).flat());

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz0123456789-_"];
const SCRIPTS = [..."官网安全登录客服中文аеорсухіјԁɡαορνßñéüøłıแ한あ٤९"];
const SYMBOLS = [..."✓∕★♥→￥·•¨`~^|'!$&*+=;:@%,()[]{}\\", "．", "。", "｡", "、", "，", "“", "”", "‘", "：", "％", "＠", "／", "＃"];
const IGNORED = ["\t", "\n", "\r\n", "\u00ad", "\u034f", "\u180b", "\u180c", "\u200b", "\u200c", "\u200d", "\u2060", "\u2064", "\ufe0f", "\ufeff", "\u202e", "\u2066", "\u0301", "\u20dd", "\u0338"];
const ESCAPES = ["%2e", "%2d", "%40", "%2f", "%00", "%E3%80%82", "&#46;", "\\u002e"];
const LOOKALIKES = /** @type {Record<string, string>} */ ({ a: "аɑα@4", e: "еéε3", o: "оο0ö", i: "іı1l!", u: "υսü", n: "пո", q: "ԛg9", b: "ЬƄ6", c: "сϲç", h: "һ", l: "1Iӏ", w: "ԝѡ", p: "рρ", s: "ѕ5$", r: "г", v: "ν", t: "τ+" });

// What digits are called that are dialled by nobody; written from what people say, not from the tool's own list.
const NAMED_BEFORE = ["座位", "专员", "账户", "存折", "收款人", "转到", "汇给", "付给", "答案", "尾数", "流水", "学籍", "彩票", "房价", "月薪", "步数", "门锁", "航班", "货架", "中奖号码", "发票号码", "前五位", "以", "薇", "扣", "IMEI", "SN", "IG", "Zoom", "TeamViewer", "UID", "MAC", "开机", "暗语", "法官", "骑手", "财务", "verification", "account", "seat"];
const NAMED_BEHIND = ["米", "℃", "斤", "床", "号楼", "路公交", "届学生", "先生", "为您服务", "是答案", "作为口令", "转进去", "汇过去", "开头的电话", "的下一个号码", "USDT", "points", "zero", "贯", "页", "章", "股", "吨", "公里", "级", "栋", "号技师", "当密码"];

// The sentence around a changed writing; it takes nothing away from it.
const BEFORE = ["", "", "", "请打开 ", "【u钱包】您的账户异常，", "网址：", "请登录", "详情见", "\n", "（", "官方客服 "];
const AFTER = ["", "", "", " 查看", "。", "，谢谢", "\n回复TD退订", "）", "！", " 95588", "，过期作废。"];

/** @param {Dice} dice */
const anyCharacter = (dice) => dice.pick(dice.pick([LETTERS, SCRIPTS, SYMBOLS, IGNORED, ESCAPES]));
/** @param {string} text @param {number} at @param {string} put @param {number} [gone] */
const spliced = (text, at, put, gone = 0) => text.slice(0, at) + put + text.slice(at + gone);

/** Whether a browser opens one of the registered hosts. @param {string} written */
function opensRegistered(written) {
  try {
    const url = new URL(written);
    const isPage = url.protocol === "https:" || url.protocol === "http:";
    return isPage && !url.port && !url.username && !url.password && SAME_HOSTS.has(url.hostname.replace(/\.$/, ""));
  } catch {
    return false;
  }
}

/** @param {string} text @param {Dice} dice */
function mutated(text, dice) {
  const at = 1 + dice.below(text.length - 1);
  const change = dice.below(4);
  if (change === 0) return spliced(text, at, anyCharacter(dice));
  if (change === 1) return spliced(text, at, "", 1);
  const looks = LOOKALIKES[text[at]];
  if (change === 2 && looks) return spliced(text, at, dice.pick([...looks]), 1);
  return spliced(text, at, anyCharacter(dice), 1);
}

/** @type {Record<string, (dice: Dice) => string | null>} */
const KINDS = {
  "a character in a host": (dice) => {
    const host = mutated(dice.pick(HOSTS), dice);
    const written = `${dice.pick(["https://", "http://", "https:\\\\"])}${host}${dice.pick(["", "/", "/a?b=1", "#x"])}`;
    return opensRegistered(written) ? null : written;
  },
  "several characters in a host": (dice) => {
    let host = dice.pick(HOSTS);
    for (let more = 2 + dice.below(3); more; more -= 1) host = mutated(host, dice);
    return opensRegistered(`https://${host}`) ? null : `https://${host}`;
  },
  "behind a host": (dice) => {
    const joint = dice.pick([anyCharacter(dice), anyCharacter(dice) + anyCharacter(dice), ".", "-", "。", "、", "官网", "安全认证."]);
    const written = `https://${dice.pick(HOSTS)}${joint}${dice.pick(EVIL)}${dice.pick(["", "/login"])}`;
    return opensRegistered(written) ? null : dice.pick([written, written.slice(8)]);
  },
  "in front of a host": (dice) => {
    const front = dice.pick([`${anyCharacter(dice)}`, `${dice.pick(LETTERS)}-`, "x", "假", "a."]);
    const written = `https://${front}${dice.pick([...HOSTS, "uqianbao.cn"])}`;
    return opensRegistered(written) ? null : written;
  },
  "another scheme": (dice) => {
    const scheme = dice.pick(["ftp", "intent", "javascript", "data", "file", "steam", "evilapp", "weixin", "blob", "view-source", "httpx", "shttp", "market", "vbscript", `${dice.pick(LETTERS.slice(0, 26))}https`]);
    return `${scheme}:${dice.pick(["//", "", "/", "\\\\", "open?u=https://", "https://", "//x/https://", "text/html,https://"])}${dice.pick(HOSTS)}${dice.pick(["", "/", "#Intent;end"])}`;
  },
  "user and port": (dice) =>
    dice.pick([
      (/** @type {string} */ host) => `https://${host}@${dice.pick(EVIL)}`,
      (/** @type {string} */ host) => `${host}@${dice.pick(EVIL)}/`,
      (/** @type {string} */ host) => `${host}:${dice.pick(["", "80", "x"])}@${dice.pick(EVIL)}`,
      (/** @type {string} */ host) => `https://${host}${dice.pick([...SYMBOLS.filter((sign) => !"/\\?#".includes(sign)), ...SCRIPTS, ...IGNORED])}@${dice.pick(EVIL)}`,
      (/** @type {string} */ host) => `${host}'@${dice.pick(EVIL)}`,
      (/** @type {string} */ host) => `https://${host}:${1 + dice.below(79)}`,
      (/** @type {string} */ host) => `${host}:${8000 + dice.below(2000)}/a`,
      (/** @type {string} */ host) => `https://x@${host}`,
    ])(dice.pick(HOSTS)),
  "a path of another": (dice) =>
    `${dice.pick(["", "https://", "http://"])}${dice.pick(EVIL)}${dice.pick(["/", "?", "#", "\\", "/?u=", "/a/", "/官网", "/;", "/@", "/x，"])}${dice.pick(["https://", "http://", ""])}${dice.pick(HOSTS)}`,
  "a cut host": (dice) => {
    const written = `https://${dice.pick(HOSTS)}`;
    const cut = written.slice(0, 9 + dice.below(written.length - 9));
    return opensRegistered(cut) ? null : cut;
  },
  "digits around a number": (dice) => number(dice, (written) => {
    const joint = dice.pick(["", "-", " ", ".", " - ", "‐", "(", ")"]);
    const more = dice.digits(1 + dice.below(4));
    return dice.below(2) ? `${more}${joint}${written}` : `${written}${joint}${more}`;
  }),
  "digits in a number": (dice) => number(dice, (written) => {
    const at = dice.below(written.length);
    return dice.below(2) ? spliced(written, at, dice.digits(1 + dice.below(2))) : spliced(written, at, dice.digits(1), 1);
  }),
  "a country or carrier before a number": (dice) => number(dice, (written) =>
    `${dice.pick(["+1", "+7", "+44", "001", "0085", "+852", "+0086", "12593", "17951", "*31#", "#31#", "+1-", "+86-1", "9,", "00", "+"])}${dice.pick(["", " ", "-"])}${written}`),
  "signs beside a number": (dice) => number(dice, (written) =>
    dice.pick([`${dice.pick([..."#*@=/&%_abcxyzоа٤"])}${written}`, `${written}${dice.pick(["#", "*", "@", "=", "/1", ",1a", "abc", "٤", "é", "*1"])}`]), true),
  "another name before a number": (dice) =>
    `${dice.pick(["工号", "警号", "会议号", "群号", "卡号", "编号", "账号", "邀请码", "提取码", "取件码", "密码", "口令", "邮编", "会议号码", "房间号", "ID"])}${dice.pick(["", "：", ":", " ", "是", "为"])}${dice.pick(Object.keys(NUMBERS))}`,
  "another name behind a number": (dice) =>
    `${dice.pick(Object.keys(NUMBERS))}${dice.pick(["是我的", "是您的", "是本次", "，这是", "的", "（", " 是"])}${dice.pick(["工号", "警号", "会议号", "群号", "卡号", "编号"])}${dice.pick(["", "。", "，请记好"])}`,
  "a name of no telephone beside a number": (dice) => {
    const digits = dice.pick(Object.keys(NUMBERS));
    const joint = dice.pick(["", " ", "：", "是", "为", "“"]);
    return dice.below(2) ? `${dice.pick(NAMED_BEFORE)}${joint}${digits}` : `${digits}${dice.pick(["", " "])}${dice.pick(NAMED_BEHIND)}`;
  },
  "told to change what is written": (dice) => {
    const written = dice.pick([...HOSTS, ...MAILS, ...Object.keys(NUMBERS)]);
    const digit = dice.digits(1);
    return `${written}${dice.pick(["，", " ", "（", "的"])}${dice.pick([`最后一位换成${digit}`, `后面还有${digit}${digit}`, `再加${digit}`, "倒过来念", `中的${dice.pick(["a", "3", "n"])}改成${digit}`, `其中${dice.pick(["a", "3"])}用${digit}代替`, "去掉一位", `末尾加${digit}`])}`;
  },
  "a mailbox as an account elsewhere": (dice) =>
    `${dice.pick(["微信", "微信号", "支付宝账号", "QQ", "Zoom", "Skype", "账号", "ID", "钉钉", "用户名"])}${dice.pick(["：", ": ", " ", "是"])}${dice.pick(MAILS)}`,
  "told to dial another number": (dice) => {
    const digits = dice.digits(1 + dice.below(3));
    return number(dice, (written) =>
      dice.pick([`${written}${dice.pick(["后面", "前面", "中间", "末尾", "的后面"])}${dice.pick(["加", "再加", "补"])}${digits}`, `先拨${digits}再拨${written}`, `${written}${dice.pick(["改为", "已改号为", "(改号为", "换成", "变更为"])}${digits}`, `${written}${dice.pick(["【", "[", "「"])}${digits}`]), true);
  },
  "a dialled code in front of a number": (dice) => {
    const code = `${dice.pick(["*", "**", "#", "##", "*#"])}${dice.digits(1 + dice.below(3))}${dice.pick(["*", "#"])}`;
    return number(dice, (written) => `${dice.pick(["", "请拨", "先按"])}${code}${dice.pick(["", " ", "，再拨", "后拨", " 然后打", "接着拨"])}${written}`, true);
  },
  "an account called by a word behind it": (dice) => {
    const other = dice.pick(["客服", "中心", "2", "·官方", " 备用", "官方"]);
    const [open, close] = dice.pick(["“”", "「」", '""']);
    const service = dice.pick(["小程序", "视频号", "企业微信", "微信群"]);
    return `${dice.pick(["", "关注", "请加", "搜"])}${dice.pick([`${open}u钱包官方服务${other}${close}公众号`, `${open}u钱包官方服务${close}${service}`, `公众号${open}u钱包官方服务${close}${dice.pick(["备用", "二号", "的小号", "是官方备用号"])}`])}`;
  },
  "a blank behind a host": (dice) =>
    `${dice.pick(["https://", ""])}${dice.pick(HOSTS)}${dice.pick([" ", "  ", "\u00a0", "\u3000"])}${dice.pick([".", ". ", "@", "[.]", "(.)", "点", "dot "])}${dice.pick(EVIL.filter((one) => /^[a-z]/.test(one)))}`,
  "shown for another": (dice) => {
    const evil = `https://${dice.pick(EVIL)}`;
    const site = `${dice.pick(["https://", ""])}${dice.pick(HOSTS)}`;
    const digits = dice.pick(Object.keys(NUMBERS));
    const ring = `tel:139${dice.digits(8)}`;
    const [shown, opened] = dice.pick([[site, evil], [digits, ring], [dice.pick(MAILS), `mailto:kefu@${dice.pick(EVIL)}`]]);
    return dice.pick([
      `[${shown}](${opened})`,
      `[${shown}] (${opened})`,
      `[${shown}]: ${opened}`,
      `${shown} <${opened}>`,
      `${shown}<${opened}>`,
      `<a href="${opened}" class="x">${shown}</a>`,
      `<a href='${opened}'>${shown}</a>`,
    ]);
  },
  "a mailbox": (dice) => {
    const mail = dice.pick(MAILS);
    const atext = dice.pick([..."!#$%&'*+-/=?^_`{|}~.abcxyz0189éа客\""]);
    const at = dice.below(mail.indexOf("@") + 1);
    return dice.pick([
      () => spliced(mail, at, atext),
      () => `${mail}@${dice.pick(EVIL)}`,
      () => `${mail}${dice.pick([".", "-", "。", "官网.", "%", "x"])}${dice.pick(EVIL)}`,
      () => `"${mail}" <kefu@${dice.pick(EVIL)}>`,
      () => `${mail} <kefu@${dice.pick(EVIL)}>`,
      () => `${mail} ${dice.pick(["[", "【", "「", "{", "（"])}kefu@${dice.pick(EVIL)}`,
      () => `${mail} ${dice.pick(["via", "on behalf of", "代表", "经由"])} ${dice.pick(EVIL)}`,
      () => `"a ${mail}`,
      () => spliced(mail, dice.below(mail.indexOf("@")), "", 1),
      () => spliced(mail, mail.indexOf("@") + 1, `${dice.pick(LETTERS.slice(0, 26))}`),
    ])();
  },
  "an account": (dice) => {
    const more = dice.pick(["客服", "咨询", "2", "✓", "·", "_", "官方", "Pro", "\u200b", "(认证)", "-北京"]);
    const name = dice.pick([`${NAME}${more}`, `${more}${NAME}`, spliced(NAME, 1 + dice.below(NAME.length - 1), more), NAME.slice(0, -1)]);
    return dice.pick([`公众号：${name}`, `公众号「${name}」`, `公众号「${NAME}」${dice.pick(["官方版", "2号", "客服部"])}`, `QQ：${NAME}`, `小程序：${NAME}`, `微信群：${NAME}`]);
  },
};

/**
 * @param {Dice} dice @param {(written: string) => string} change
 * @param {boolean} [always]  Whatever the digits are.
 */
function number(dice, change, always = false) {
  const written = dice.pick(Object.keys(NUMBERS));
  const shown = dice.pick([written, written.replaceAll("-", ""), written.replaceAll("-", " "), written.replaceAll("-", "‑")]);
  const text = change(shown);
  const dialled = `${/^\(?\+/.test(text) ? "+" : ""}${text.replace(/\D/g, "")}`;
  return always || !DIALLED.has(dialled) ? dice.pick([text, `电话：${text}`, `请拨打 ${text} 联系`]) : null;
}

/** @param {Dice} dice @returns {Fake} */
export function fake(dice) {
  for (;;) {
    const kind = dice.pick(Object.keys(KINDS));
    const text = KINDS[kind](dice);
    if (text !== null) return { kind, text: `${dice.pick(BEFORE)}${text}${dice.pick(AFTER)}` };
  }
}
