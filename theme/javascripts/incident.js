// @ts-check
// Announces what is wrong right now, on the public pages and on the agents' desk.

const ADDRESS = new URL("../api/v1/incident", import.meta.url);
// What an operator announces is on every open page within five seconds.
const POLL_MILLISECONDS = 4000;
// A service that is away is asked less often: announcing is a courtesy.
const REST_MILLISECONDS = 60_000;

/**
 * Keeps the announcement up to date while the page is looked at.
 * @param {Element} place  The announcement becomes its first child.
 */
export function watchIncident(place) {
  const shown = document.createElement("p");
  shown.className = "kb-incident";
  shown.setAttribute("role", "status");
  place.prepend(shown);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    let pause = POLL_MILLISECONDS;
    try {
      const response = await fetch(ADDRESS, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(String(response.status));
      const { incident } = await response.json();
      const text = typeof incident?.text === "string" ? incident.text : "";
      if (shown.textContent !== text) shown.textContent = text;
    } catch {
      pause = REST_MILLISECONDS;
    }
    timer = setTimeout(ask, pause);
  };
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void ask();
    else clearTimeout(timer);
  });
  void ask();
}
