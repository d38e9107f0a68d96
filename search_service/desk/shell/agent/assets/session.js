// @ts-check
// Who works at the desk, and what happens when the service no longer believes it: one door for all
// who ask, and nobody asks while it is shut.
import * as api from "./api.js";
import * as door from "./door.js";
import { byId } from "./dom.js";
import { SignedOut } from "./failures.js";

/** @type {import("./types.js").SessionInfo | null} */
let info = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let idling;
/** @type {Promise<void> | null} */
let signingIn = null;
let startAnew = () => location.reload();

// Windows of one browser share the cookie: who signs in in one works in all of them.
const windows = new BroadcastChannel("kb-agent");
windows.addEventListener("message", ({ data }) => {
  if (!info || typeof data?.agent !== "string") return;
  if (data.agent === info.agent) door.open();
  else void signInAgain(data.agent);
});

/** What the service said of this session; null until it has. */
export const sessionInfo = () => info;

/**
 * Asks who is signed in, and starts to watch for idleness.
 * @param {() => void} anew  Forgets the call and loads the page again, for another agent.
 */
export async function startSession(anew) {
  startAnew = anew;
  /** @type {import("./types.js").SessionInfo} */
  const known = await asking(api.session);
  info = known;
  windows.postMessage({ agent: known.agent });
  rest();
  return known;
}

/**
 * Runs something that asks the service; who has been signed out signs in and it runs again.
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function asking(act) {
  for (;;) {
    await signingIn;
    try {
      const answer = await act();
      rest();
      return answer;
    } catch (error) {
      if (!(error instanceof SignedOut)) throw error;
    }
    await signInAgain();
  }
}

/**
 * The same for forms, which say what went wrong where they are.
 * @template T
 * @param {() => Promise<T>} act
 * @param {(message: string) => unknown} complain
 * @returns {Promise<T | null>}
 */
export async function answered(act, complain) {
  try {
    return await asking(act);
  } catch (error) {
    complain(/** @type {Error} */ (error).message);
    return null;
  }
}

/**
 * Hides what is on the screen until somebody has signed in.
 * @param {string} [other]  Who has signed in in another window of this browser.
 */
function signInAgain(other) {
  if (signingIn && !other) return signingIn;
  const agent = info?.agent ?? "";
  const shut = door.shut({
    title: other ? `这个浏览器里换成「${other}」登录了` : "登录已过期",
    text: other
      ? `这通电话的内容还在。「${agent}」重新登录就接着用，另一个窗口会退出；要换人，就清空这个窗口。`
      : "写到一半的和钉住的都还在，登录后接着用。停一下，再按 Enter 填密码。",
    agent,
    other: other ? { name: `清空，换成「${other}」`, act: startAnew } : null,
    async agree(name, password) {
      try {
        await api.signIn(name, password);
      } catch (error) {
        return /** @type {Error} */ (error).message;
      }
      windows.postMessage({ agent: name });
      // Another agent at this machine does not go on with somebody else's call.
      if (info && name !== info.agent) startAnew();
      return null;
    },
  });
  const before = signingIn;
  if (before) return before;
  signingIn = shut.then(() => {
    signingIn = null;
    if (document.activeElement === document.body) byId("kb-desk-query").focus();
  });
  return signingIn;
}

/** After as long without a request as the service allows, the screen is locked here as well. */
function rest() {
  clearTimeout(idling);
  if (!info) return;
  idling = setTimeout(() => void answered(api.session, () => rest()), (info.idle_seconds + 5) * 1000);
}
