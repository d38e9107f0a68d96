// The help centre inside an H5 page. Open index.html?help=https://help.example.com/ ; the origin of
// this page must be in KB_EMBED_ORIGINS of the help centre.
const asked = new URLSearchParams(location.search);
const help = new URL(asked.get("help") ?? "https://help.example.com/");

const script = document.createElement("script");
script.src = new URL("embed/kb-help.js", help).href;
script.onerror = () => {
  document.getElementById("last").textContent = "帮助中心打不开，请拨打 App 里登记的客服电话。";
};
document.head.append(script);

const view = document.createElement("kb-help");
for (const name of ["page", "topic", "size"]) if (asked.get(name)) view.setAttribute(name, asked.get(name));
// Colours are handed over before the first paint: the frame cannot ask for them.
view.setAttribute("theme", matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
// The app's own analytics; what was typed is not in the messages.
for (const type of ["ready", "opened", "contact", "answer_shown"]) {
  view.addEventListener(`kb-${type}`, ({ detail }) => {
    document.getElementById("last").textContent = `${type} ${detail.code ?? detail.channel ?? detail.level ?? ""}`.trim();
  });
}
document.getElementById("help").append(view);
