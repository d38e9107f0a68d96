// A side panel of 320 px beside a ticket. The customer's question goes in by a message, never by an
// address; an article that the agent opened goes into the reply as plain text and a link.
const help = new URL(new URLSearchParams(location.search).get("help") ?? "https://help.example.com/");
const insert = document.getElementById("insert");
const reply = document.getElementById("reply");
let opened = null;

const script = document.createElement("script");
script.src = new URL("embed/kb-help.js", help).href;
document.head.append(script);

const view = document.createElement("kb-help");
view.setAttribute("fixed", "");
view.setAttribute("question", document.getElementById("question").textContent);
view.addEventListener("kb-opened", ({ detail }) => {
  opened = detail.code ? detail : null;
  insert.disabled = !opened;
});
insert.addEventListener("click", () => {
  // The customer gets the public page, not the one for frames.
  const page = new URL(opened.path.replace(/^\/embed\//, ""), help);
  reply.setRangeText(`${opened.title}（编号 ${opened.code}）：${page.href}`, reply.selectionStart, reply.selectionEnd, "end");
  reply.focus();
});
document.getElementById("help").append(view);
