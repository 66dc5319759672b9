// Which shots are shown: what was chosen stands in the address, so that it can be sent to somebody.
const wanted = all("[data-filter]");
const clears = all("button.clear");
const words = new Map();
const wordsOf = panel => {
  if (!words.has(panel)) {
    const scene = one("h2", panel.closest(".scene"));
    words.set(panel, `${scene.textContent} ${panel.id} ${panel.textContent}`.toLowerCase());
  }
  return words.get(panel);
};
const listed = (text, word) => (text ?? "").split(" ").includes(word);
const tests = {
  scene: (panel, word) => panel.closest(".scene").id === `scene:${word}`,
  who: (panel, word) => listed(panel.dataset.who, word),
  where: (panel, word) => (panel.dataset.where ?? "").replace(/\s+/g, "-") === word,
  is: (panel, word) => listed(panel.dataset.is ?? "current", word),
  words: (panel, word) => word.toLowerCase().split(/\s+/).every(each => wordsOf(panel).includes(each)),
};

const sift = () => {
  const asked = wanted.map(each => [each.dataset.filter, each.value.trim()]).filter(each => each[1]);
  let count = 0;
  for (const panel of panels) {
    panel.hidden = !asked.every(([name, word]) => tests[name](panel, word));
    if (!panel.hidden) count += 1;
  }
  for (const scene of all(".scene")) {
    scene.hidden = asked.length > 0 && !all(".panel", scene).some(panel => !panel.hidden);
  }
  const shots = `${panels.length} ${panels.length === 1 ? "shot" : "shots"}`;
  one(".count").textContent = asked.length ? `${count} of ${shots}` : shots;
  one(".nothing").hidden = count > 0;
  one(".begin").disabled = count === 0;
  clears[0].hidden = asked.length === 0;
  document.body.classList.toggle("sifted", asked.length > 0);
  return asked;
};

const sifted = () => {
  const asked = sift();
  const address = asked.length ? `#?${new URLSearchParams(asked)}` : location.pathname + location.search;
  try { history.replaceState(null, "", address); } catch { /* the page is shown all the same */ }
};
const restore = () => {
  if (location.hash.startsWith("#?")) {
    const said = new URLSearchParams(location.hash.slice(2));
    for (const each of wanted) each.value = said.get(each.dataset.filter) ?? "";
    for (const each of wanted) if (each.selectedIndex === -1) each.value = "";
    sift();
    return;
  }
  let name = location.hash.slice(1);
  try { name = decodeURIComponent(name); } catch { /* as it stands */ }
  const place = document.getElementById(name);
  if (place && place.closest("[hidden]")) {
    for (const each of wanted) each.value = "";
    sift();
    place.scrollIntoView();
  }
};
const showAll = () => {
  for (const each of wanted) each.value = "";
  sifted();
};

if (wanted.length) {
  one(".tools").hidden = false;
  document.body.classList.add("ready");
  sift();
  restore();
  for (const each of wanted) each.addEventListener("input", sifted);
  for (const each of clears) each.addEventListener("click", () => { showAll(); one(".find input").focus(); });
  addEventListener("hashchange", restore);
  addEventListener("keydown", event => {
    if (event.key !== "Escape" || one("dialog[open]")) return;
    if (typing(own(event))) own(event).blur();
    else if (document.body.classList.contains("sifted")) showAll();
  });
}
