// @ts-check
// Announces what is wrong right now, on the public pages and on the agents' desk.

const ADDRESS = new URL("../api/v1/incident", import.meta.url);
// A page asks at most once a minute, and each at its own moments: readers come in crowds just when
// something is wrong, and a shared rhythm would make them one wave.
export const SHORTEST_PAUSE = 60_000;
export const LONGEST_PAUSE = 120_000;

/**
 * Keeps the announcement up to date while the page is looked at.
 * @param {Element} place  The announcement becomes its first child.
 * @param {string} [events]  Address of the stream of events, for pages that hear of it at once;
 *   while it is closed they ask like the others.
 */
export function watchIncident(place, events) {
  const shown = document.createElement("p");
  shown.className = "kb-incident";
  shown.setAttribute("role", "status");
  place.prepend(shown);

  /** @param {any} said  An `IncidentModel`. */
  const show = (said) => {
    const text = typeof said?.incident?.text === "string" ? said.incident.text : "";
    if (shown.textContent !== text) shown.textContent = text;
  };
  const asking = askNowAndThen(show);
  if (events && "EventSource" in globalThis) listen(events, show, asking);
  else asking.start();
}

/** @param {(said: any) => void} show */
function askNowAndThen(show) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let running = false;
  let askedAt = -Infinity;

  const later = (/** @type {number} */ pause) => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };
  const ask = async () => {
    if (!running || document.hidden) return;
    const since = Date.now() - askedAt;
    // The time of day may have been put back: then it is not known, and asked.
    if (since >= 0 && since < SHORTEST_PAUSE) return later(SHORTEST_PAUSE - since);
    askedAt = Date.now();
    later(SHORTEST_PAUSE + Math.random() * (LONGEST_PAUSE - SHORTEST_PAUSE));
    try {
      const response = await fetch(ADDRESS, { headers: { Accept: "application/json" } });
      if (response.ok) show(await response.json());
    } catch {
      // A service that is away announces nothing; what was announced stays until it is back.
    }
  };
  document.addEventListener("visibilitychange", () => void ask());
  return {
    start() {
      running = true;
      void ask();
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}

/**
 * @param {string} address
 * @param {(said: any) => void} show
 * @param {{start: () => void, stop: () => void}} asking
 */
function listen(address, show, asking) {
  const stream = new EventSource(address);
  stream.onopen = () => asking.stop();
  stream.onmessage = (event) => show(JSON.parse(event.data));
  stream.onerror = () => {
    asking.start();
    // Refused: nobody is signed in, or there are too many. A stream that broke comes back by itself.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => listen(address, show, asking), LONGEST_PAUSE);
  };
}
