// @ts-check
// A page that stands for a CRM. It holds the desk in a frame of another site, tells it which case is
// open, and takes what the agent inserts and pins. Everything the desk needs to know is sent in
// messages; see docs/crm.md.

// ?desk=https://help.example.com/agent/ names another desk than the one on this machine.
const DESK = new URL(new URLSearchParams(location.search).get("desk") ?? "http://127.0.0.1:8000/agent/");

const CASES = [
  { id: "8812", text: "您好，我上周退的款，用信用卡付的，到现在还没到账，什么时候能到？" },
  { id: "8813", text: "刚才有个自称客服的打来电话，让我念验证码，我念了，现在怎么办？" },
  { id: "8814", text: "转账的时候输错了一位，转给了不认识的人，能不能追回来？" },
];

/** @template {HTMLElement} T @param {string} id @returns {T} */
const byId = (id) => /** @type {T} */ (document.getElementById(id));

const desk = /** @type {HTMLIFrameElement} */ (byId("desk"));
const reply = /** @type {HTMLTextAreaElement} */ (byId("reply"));

/** @type {Map<string, {reply: string, linked: Map<string, string>}>} */
const kept = new Map(CASES.map(({ id }) => [id, { reply: "", linked: new Map() }]));
/** @type {{id: string, text: string} | null} */
let open = null;

/** @param {object} message */
const tellDesk = (message) => desk.contentWindow?.postMessage({ to: "kb-desk", ...message }, DESK.origin);

function draw() {
  const buttons = CASES.map((one) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `${one.id} ${one.text.slice(0, 18)}…`;
    button.setAttribute("aria-pressed", String(one === open));
    button.addEventListener("click", () => show(one));
    const item = document.createElement("li");
    item.append(button);
    return item;
  });
  byId("cases").replaceChildren(...buttons);
  byId("case-title").textContent = open ? `工单 ${open.id}` : "还没有选工单";
  byId("case-text").textContent = open?.text ?? "";
  const linked = open ? [...(kept.get(open.id)?.linked ?? [])] : [];
  const items = linked.map(([code, title]) => {
    const item = document.createElement("li");
    item.textContent = `${code} ${title}`;
    return item;
  });
  byId("linked").replaceChildren(...items);
  reply.value = open ? (kept.get(open.id)?.reply ?? "") : "";
}

/** @param {{id: string, text: string}} one */
function show(one) {
  open = one;
  draw();
  tellDesk({ type: "case", ...one });
}

reply.addEventListener("input", () => {
  const one = kept.get(open?.id ?? "");
  if (one) one.reply = reply.value;
});

window.addEventListener("message", ({ data, origin, source }) => {
  // Only the desk, and only from where it really is.
  if (source !== desk.contentWindow || origin !== DESK.origin || data?.from !== "kb-desk") return;
  const one = kept.get(data.case ?? "");
  if (data.type === "ready") {
    byId("state").textContent = "坐席台准备好了。";
    if (open) tellDesk({ type: "case", ...open });
  } else if (data.type === "inserted" && one) {
    one.reply = [one.reply, data.text].filter(Boolean).join("\n");
    byId("state").textContent = `已把 ${data.article ?? "交接单"} 的内容放进工单 ${data.case}。`;
  } else if (data.type === "linked" && one) {
    one.linked.set(data.article.id, data.article.title);
    byId("state").textContent = `${data.article.id} 已关联到工单 ${data.case}。`;
  } else if (data.type === "unlinked" && one) {
    one.linked.delete(data.article.id);
  }
  draw();
});

draw();
desk.src = DESK.href;
export {};
