// Two takes of a shot over one another, one after the other, or side by side.
const compare = one("dialog.compare");
if (compare) {
  const both = one(".both", compare), wipe = one("input.wipe", compare);
  const sides = Object.fromEntries(all("select", compare).map(each => [each.dataset.side, each]));
  let takes = [], way = "wipe";
  const look = () => {
    both.dataset.way = way;
    for (const each of all("[data-way]", one(".ways", compare))) each.setAttribute("aria-pressed", each.dataset.way === way);
    wipe.hidden = way !== "wipe";
    one(".b", both).style.clipPath = way === "wipe" ? `inset(0 0 0 ${wipe.value}%)` : "";
    both.style.setProperty("--cut", `${wipe.value}%`);
  };
  const put = side => {
    const take = takes[sides[side].selectedIndex], figure = one(`.${side}`, both);
    const picture = new Image();
    picture.src = one("img", take).src;
    picture.alt = one("img", take).alt;
    picture.draggable = false;
    figure.replaceChildren(picture);
    one(".facts", sides[side].closest("div")).replaceChildren(one(".facts", take).cloneNode(true));
  };
  const begin = panel => {
    takes = panel ? all(".choices li", panel) : [];
    if (takes.length < 2) return false;
    one(".shot", compare).textContent = `Shot ${one("h3", panel).textContent}`;
    const picture = one("img", takes[0]);
    both.style.aspectRatio = `${picture.getAttribute("width")} / ${picture.getAttribute("height")}`;
    for (const side of Object.values(sides)) {
      side.replaceChildren(...takes.map(take => {
        const mark = one(".mark", take);
        return new Option(one(".facts b", take).textContent + (mark ? ` · ${mark.textContent}` : ""));
      }));
    }
    const chosen = Math.max(0, takes.findIndex(take => take.classList.contains("chosen")));
    sides.a.selectedIndex = chosen;
    sides.b.selectedIndex = takes.findIndex((take, at) => at !== chosen);
    put("a");
    put("b");
    look();
    open(compare);
    return true;
  };
  for (const [side, select] of Object.entries(sides)) select.addEventListener("change", () => put(side));
  wipe.addEventListener("input", look);
  const flip = () => both.classList.toggle("flipped");
  compare.addEventListener("click", event => {
    const button = event.target.closest("button[data-way]");
    if (button && way === "flip" && button.dataset.way === way) flip();
    else if (button) { way = button.dataset.way; look(); }
    else if (event.target.closest(".both") && way === "flip") flip();
  });
  both.addEventListener("pointermove", event => {
    if (way !== "wipe" || !(event.buttons || event.pointerType === "mouse")) return;
    const {left, width} = both.getBoundingClientRect();
    wipe.value = Math.round(100 * (event.clientX - left) / width);
    look();
  });
  compare.addEventListener("keydown", event => {
    if (event.target.closest("select, button") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && way === "flip") { event.preventDefault(); flip(); }
  });
  for (const each of all("button.compares")) {
    each.hidden = false;
    each.addEventListener("click", () => begin(each.closest(".panel")));
  }
  keys.t = () => begin(here());
}
