// @ts-check
// Who works at the desk, and what happens when the service no longer believes it.
import * as api from "./api.js";
import { byId, say } from "./dom.js";
import * as panels from "./panels.js";

/** @type {import("./types.js").SessionInfo | null} */
let info = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let idling;

/** What the service said of this session; null until it has. */
export const sessionInfo = () => info;

/** Asks who is signed in, and starts to watch for idleness. */
export async function startSession() {
  info = await asking(api.session);
  rest();
  return info;
}

/**
 * Runs something that asks the service; who has been signed out signs in and it runs again.
 * @template T
 * @param {() => Promise<T>} act
 * @param {(message: string) => unknown} [complain]  Says what went wrong.
 * @returns {Promise<T | null>}  Null when it failed, which was said, or was given up.
 */
export async function asking(act, complain = (message) => say(message, true)) {
  try {
    const answer = await act();
    rest();
    return answer;
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") return null;
    if (error instanceof api.SignedOut) {
      await signInAgain();
      return asking(act, complain);
    }
    const refused = error instanceof api.Refused;
    complain(refused ? error.message : "连不上服务。顾客在等，先用网站上的公开文章。");
    return null;
  }
}

/** @type {Promise<unknown> | null} */
let signingIn = null;

/** Hides what is on the screen until somebody has signed in. */
function signInAgain() {
  signingIn ??= (async () => {
    document.body.classList.add("kb-desk--locked");
    await panels.askPassword(info?.agent ?? "", async (name, password) => {
      try {
        await api.signIn(name, password);
      } catch (error) {
        return error instanceof api.Refused ? error.message : "连不上服务。";
      }
      // Another agent at this machine does not go on with somebody else's call.
      if (info && name !== info.agent) location.reload();
      return null;
    });
    document.body.classList.remove("kb-desk--locked");
    signingIn = null;
    byId("kb-desk-query").focus();
  })();
  return signingIn;
}

/** After as long without a request as the service allows, the screen is locked here as well. */
function rest() {
  clearTimeout(idling);
  if (info) idling = setTimeout(() => void asking(api.session), (info.idle_seconds + 5) * 1000);
}
