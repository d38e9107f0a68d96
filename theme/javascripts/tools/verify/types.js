// @ts-check
/**
 * The shapes that the parts of the verification tool share. No code.
 *
 * @typedef {"official" | "example" | "public" | "lookalike" | "unknown"} Verdict
 *   official: registered and confirmed by the operator; example: matches a row nobody has confirmed;
 *   public: a public hotline that is not the operator's.
 * @typedef {"phone" | "url" | "email" | "account"} ItemKind
 *
 * @typedef {object} Item  Something in a text that can be checked.
 * @property {ItemKind} kind
 * @property {string} text  As it was pasted.
 * @property {string} plain  Cleaned: half width, without invisible characters.
 * @property {string | null} doubt  What touches it and could belong to it: then it is never official.
 * @property {string} [service]  Of an account: the word in front of it, such as 公众号 or QQ.
 *
 * @typedef {object} Place  Where an item stands in the plain text.
 * @property {ItemKind} kind
 * @property {number} start
 * @property {number} end
 * @property {() => string | null} doubt  What touches it and could belong to it.
 * @property {string} [service]
 *
 * @typedef {object} Entry  A row of the registry.
 * @property {string} name
 * @property {string} kind
 * @property {string} value
 * @property {boolean} verified
 * @property {string | null} verified_on
 *
 * @typedef {object} Judgement
 * @property {Verdict} verdict
 * @property {string} reason
 * @property {Entry | null} [entry]  The row that it is, or that it resembles.
 *
 * @typedef {Judgement & {item: Item}} Finding
 *
 * @typedef {object} NumberKind  What the beginning of a number says about it.
 * @property {string[]} starts
 * @property {[number, number]} digits  Fewest and most.
 * @property {string} name
 * @property {string} note
 *
 * @typedef {object} VerifyData  The file `assets/tools/verify.json`.
 * @property {Entry[]} channels
 * @property {{name: string, value: string, use: string}[]} hotlines
 * @property {number} stale_after_days
 * @property {string[]} brand_names
 * @property {string[]} short_link_hosts
 * @property {NumberKind[]} number_kinds
 * @property {{name: string, value: string, checked: boolean}[]} [public_numbers]  Well-known, and somebody else's;
 *   whether its source was looked up.
 * @property {{name: string, value: string} | null} ask  Whom to ask when in doubt.
 */
export {};
