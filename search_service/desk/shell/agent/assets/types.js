// @ts-check
/**
 * The shapes that the agents' API sends; see search_service/desk/models.py. No code.
 *
 * @typedef {{text: string, marked: boolean}} Span
 * @typedef {{id: string, title: string, audience: string, status: string, handover: string | null}} Named
 * @typedef {{text: string, unverified: boolean}} Line
 * @typedef {{name: string, unverified: boolean}} Team
 * @typedef {{name: string, hint: string, choices: string[]}} FormField
 * @typedef {{to: Team, fields: FormField[]}} Form
 * @typedef {{article: Named, form: Form}} Handover
 *
 * @typedef {object} Scripts
 * @property {(Line & {when: string})[]} say
 * @property {Line[]} ask
 * @property {Line[]} verify
 * @property {Line[]} never_say
 * @property {{when: string, to: Team}[]} escalate
 * @property {boolean} draft
 *
 * @typedef {object} Hit
 * @property {string} id
 * @property {string} audience
 * @property {Span[]} title
 * @property {string | null} heading
 * @property {string | null} anchor
 * @property {Span[]} snippet
 * @property {boolean} unverified  Whether something in it is not confirmed yet.
 * @property {string} topic
 * @property {string} status
 * @property {number} scripts  How many lines there are to say.
 *
 * @typedef {object} Found
 * @property {string} query
 * @property {{said: string[], met: boolean} | null} conditions
 * @property {{kind: string, from: string, to: string}[]} applied
 * @property {number} total
 * @property {boolean} confident
 * @property {Hit[]} hits
 *
 * @typedef {object} DeskArticle
 * @property {string} id
 * @property {string} audience
 * @property {string} title
 * @property {string} topic
 * @property {string} owner
 * @property {string} updated
 * @property {string} reviewed
 * @property {number} review_every_days
 * @property {string} due_on
 * @property {string} status
 * @property {{title: string, url: string | null, checked_on: string | null}[]} sources
 * @property {import("./rich_text.js").RichNode[]} body
 * @property {Scripts | null} scripts
 * @property {null | {link: string, sms: string, spoken: string}} hand_out
 * @property {string | null} handover  The code of the article with the form for this one.
 * @property {{number: number, agent: string, comment: string, state: string, handled_by: string, at: string}[]} flags
 * @property {string} without_scripts  Why there are no 话术, where somebody has said so.
 * @property {null | {by: string, day: string}} approved  Who has answered for what it says of law or money.
 * @property {{name: string, by: string, day: string, outdated: boolean}[]} approved_facts  The same of single facts.
 * @property {Named[]} see_also
 *
 * @typedef {object} OldVersion
 * @property {string} id
 * @property {string} as_of
 * @property {string} commit
 * @property {string} committed_at
 * @property {string} title
 * @property {import("./rich_text.js").RichNode[]} body
 * @property {boolean} complete
 * @property {Scripts | null} scripts  Of that day; null when there were none, or they cannot be read any more.
 *
 * @typedef {{agent: string, idle_seconds: number, site_url: string, site_is_local: boolean, frame_hosts: string[],
 *   internal: Named[], handovers: Handover[]}} SessionInfo
 */
export {};
