// @ts-check
// What a tool is opened with stands in its address, so that it can be linked to and sent.

/**
 * The address with these parameters and no others.
 * @param {string} href
 * @param {Record<string, string | null | undefined>} values  Empty ones are left out.
 */
export function withParameters(href, values) {
  const url = new URL(href);
  url.search = "";
  for (const [name, value] of Object.entries(values)) if (value) url.searchParams.set(name, value);
  return url.href;
}

/** @param {string} name */
export const parameter = (name) => new URLSearchParams(location.search).get(name)?.trim() ?? "";

/**
 * Shows the state of the tool in the address without a step in the history.
 * @param {Record<string, string | null | undefined>} values
 */
export const keepInAddress = (values) => history.replaceState(history.state, "", withParameters(location.href, values));
