// @ts-check
// Whether a text tells its reader to change what stands in front of it before he uses it: 95312，后面还有00.
const DIGIT = "[\\d零〇一二两三四五六七八九十]";
const PLACE = "(?:[前后][面边头]|末[尾位]|最后|中间|开头|结尾|尾部)";
const TOLD = new RegExp(
  [
    "[改换写变][成为作]",
    `[加添补接续][上个拨打]?\\s?(?:${DIGIT}|\\.|点[a-z]|[a-z]|区号|星|井|字母)`,
    `(?:[去删减省][掉去除略]|少|不要)\\s?[^，。]{0,3}?(?:${DIGIT}|[位个]|字母|[a-z](?![a-z]))`,
    `${PLACE}[^，。]{0,4}(?:${DIGIT}|[a-z.])`,
    "[用以拿][^，。]{0,6}(?:代替|替换|替代|取代)",
    "[倒反](?:过来|着|序)|逆序|颠倒|[调互对交][换调]",
    "^[\\s的，(（]{0,2}(?:仿|假|山寨|高仿|钓鱼)",
    "[a-z]\\s?请?(?:输入|打|写|填|念)[成为]?\\s?[a-z\\d](?![a-z])",
    "[多少](?:打|写|输|按)?[一1]?个",
    "[改换](?:一下)?(?:后缀|域名)",
    "[首末每]位|[改换减]\\s?\\d|呼转|两遍|再拨\\s?\\d{1,3}(?![\\d-])",
    "(?:每个|所有|全部)\\s?[a-z\\d]|俄文|希腊|西里尔|(?:后缀|域名)[是为]",
    "字母\\s?[a-z]|[大小]写\\s?[a-z]",
    "^\\s*(?:横杠|减号|连字符|斜杠|下划线)\\s*[a-z\\d]",
    "(?:然后|接着|再)\\s?\\.[a-z]",
    "[下上]一个号?|[加减]一",
    "前[^，。]{0,3}先[^，。]{0,2}[按拨打加输]\\s?[\\d#*]",
    "(?:接着|然后|再)(?:输入|打|写|敲|补)上?\\s?\\.?[a-z]",
    "[*#＃]\\d{1,4}[*#＃]",
    "^\\s*(?:小数点|圆点|句点)\\s*[a-z\\d]",
    "^[\\s的，(（]{0,2}(?:cn|com|后缀|域名)[^，。]{0,3}[换改写]",
  ].join("|"),
  "iu",
);
const REACH = 40;

/**
 * @param {string} after  What stands behind it.
 * @returns {string | null}  The words that tell.
 */
export function toldChange(after) {
  const found = TOLD.exec(after.slice(0, REACH));
  return found && after.slice(Math.max(0, found.index - 4), found.index + found[0].length + 4);
}
