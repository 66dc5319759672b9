"use strict";
// The board by keyboard and by pointer. Everything is read from the page itself, and put back as
// text or as copies of what stands there: no words are ever made into markup. The page is complete
// without any of this.
const one = (what, under = document) => under.querySelector(what);
const all = (what, under = document) => [...under.querySelectorAll(what)];
const panels = all(".panel");
const shown = () => panels.filter(panel => !panel.hidden);
const here = () => document.activeElement.closest(".panel");
const own = event => event.target instanceof Element ? event.target : document.body;
const typing = element => element.closest("input, select, textarea");

const say = words => {
  const toast = one(".toast");
  if (!toast) return;
  toast.textContent = words;
  toast.classList.add("on");
  clearTimeout(say.later);
  say.later = setTimeout(() => toast.classList.remove("on"), 2500);
};

// From panel to panel; the first step leads to the one that is seen.
const stand = panel => {
  panel.tabIndex = -1;
  panel.focus({preventScroll: true});
  panel.scrollIntoView({block: "center"});
};
const walk = step => {
  const list = shown();
  const at = list.indexOf(here());
  const seen = list.findIndex(panel => panel.getBoundingClientRect().bottom > 120);
  const panel = list[at < 0 ? seen : at + step];
  if (panel) stand(panel);
  return Boolean(panel);
};

const copy = link => {
  const address = new URL(link.getAttribute("href"), location.href).href;
  const done = () => say(`Link copied: ${link.textContent}`);
  const not = () => say("The link stands in the address bar");
  if (!navigator.clipboard) return not();
  navigator.clipboard.writeText(address).then(done, not);
};

// Dark or light, for this visit: as the system says, until somebody says otherwise.
const kept = {
  get: () => { try { return sessionStorage.getItem("storyforge-theme"); } catch { return null; } },
  set: value => { try { sessionStorage.setItem("storyforge-theme", value); } catch { /* not kept */ } },
};
const root = document.documentElement;
const dress = theme => {
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  else delete root.dataset.theme;
};
const turn = () => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const order = dark ? ["", "light", "dark"] : ["", "dark", "light"];
  const theme = order[(order.indexOf(root.dataset.theme ?? "") + 1) % 3];
  dress(theme);
  kept.set(theme);
  say(theme ? `Now ${theme}` : "Dark or light as the system says");
};
dress(kept.get());

const open = dialog => { if (dialog && !dialog.open) dialog.showModal(); };
const keyboard = () => open(one(".keyboard"));
addEventListener("click", event => {
  const from = own(event);
  if (from.closest("button.theme")) turn();
  if (from.closest("button.help")) keyboard();
  if (from.closest("button.close")) from.closest("dialog").close();
  if (from.matches("dialog")) from.close();
  const link = from.closest("h3 a, h2 a.slug");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) copy(link);
});
addEventListener("play", event => event.target.classList.add("begun"), true);

const keys = {
  j: () => walk(1), k: () => walk(-1), ArrowRight: () => walk(1), ArrowLeft: () => walk(-1),
  "/": () => { const find = one(".find input"); if (find) { find.focus(); find.select(); } return true; },
  "?": () => { keyboard(); return true; },
  d: () => { if (one(".tools")) turn(); return true; },
  c: () => { const link = here() && one("h3 a", here()); if (link) copy(link); return link; },
};
addEventListener("keydown", event => {
  const from = own(event);
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  if (event.shiftKey && event.key !== "?" && event.key !== "/") return;
  if (typing(from) || from.closest("dialog")) return;
  if (event.key.startsWith("Arrow") && document.activeElement.closest("video, .drawn")) return;
  const press = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
  if (press && press(event)) event.preventDefault();
});
