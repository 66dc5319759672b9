// The chart: pointing at a picture shows all that it is drawn from, and all that is drawn from it.
const chart = one(".chart");
if (chart) {
  const above = new Map(), below = new Map();
  const edges = all(".edge", chart), nodes = all(".node", chart), picture = one("svg", chart);
  const add = (map, from, to) => map.set(from, [...map.get(from) ?? [], to]);
  for (const {dataset: {from, to}} of edges) { add(above, to, from); add(below, from, to); }
  const reach = (map, from, found = new Set()) => {
    const todo = [from];
    while (todo.length) for (const next of map.get(todo.pop()) ?? []) if (!found.has(next)) { found.add(next); todo.push(next); }
    return found;
  };
  const light = node => {
    chart.classList.toggle("lit", Boolean(node));
    if (!node) return;
    const name = node.dataset.node, up = reach(above, name).add(name), down = reach(below, name).add(name);
    for (const each of nodes) each.classList.toggle("on", up.has(each.dataset.node) || down.has(each.dataset.node));
    for (const {dataset: {from, to}, classList} of edges) {
      classList.toggle("on", (up.has(from) && up.has(to)) || (down.has(from) && down.has(to)));
    }
  };
  for (const way of ["pointerover", "focusin"]) chart.addEventListener(way, event => light(event.target.closest(".node")));
  // A finger cannot point: its first touch shows what belongs together, its second goes there.
  let touched = null;
  chart.addEventListener("click", event => {
    const node = event.target.closest(".node");
    if (node && event.pointerType === "touch" && node !== touched) { event.preventDefault(); light(node); }
    touched = node;
    if (!node) light(null);
  });
  for (const way of ["pointerleave", "focusout"]) chart.addEventListener(way, event => { if (event.pointerType !== "touch") light(null); });

  // A page that carries its pictures has each of them once: here they are shown again.
  for (const hole of all(".node .void", chart)) {
    const address = hole.closest(".node").getAttribute("href");
    const place = address.startsWith("#") && document.getElementById(decodeURIComponent(address.slice(1)));
    const seen = place && one("img", place);
    if (!seen) continue;
    const image = document.createElementNS("http://www.w3.org/2000/svg", "image");
    for (const name of ["x", "y", "width", "height"]) image.setAttribute(name, hole.getAttribute(name));
    image.setAttribute("href", seen.src);
    hole.replaceWith(image);
  }

  const [wide, tall] = ["width", "height"].map(each => Number(picture.getAttribute(each)));
  let scale = 1;
  const zoom = to => {
    scale = Math.min(2, Math.max(.15, to));
    picture.setAttribute("width", Math.round(wide * scale));
    picture.setAttribute("height", Math.round(tall * scale));
  };
  zoom(Math.min(1, Math.max(.6, chart.clientWidth / wide)));
  one(".zoom").hidden = false;
  one(".zoom").addEventListener("click", event => {
    const button = event.target.closest("button");
    if (!button) return;
    const step = Number(button.dataset.zoom);
    zoom(step ? scale * 1.25 ** step : chart.clientWidth / wide);
  });
}
