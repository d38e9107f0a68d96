// @ts-check

/**
 * How many code units right before a place belong to characters of a kind. A pattern that ends in `$` would be tried
 * from every character of a long text.
 * @param {string} text @param {number} place @param {number} first  Not before it.
 * @param {(character: string) => boolean} isOfKind
 */
export function runBefore(text, place, first, isOfKind) {
  let begin = place;
  while (begin > first) {
    const isPair = begin - 1 > first && /[\udc00-\udfff]/.test(text[begin - 1]);
    const next = isPair ? begin - 2 : begin - 1;
    if (!isOfKind(text.slice(next, begin))) break;
    begin = next;
  }
  return place - begin;
}
