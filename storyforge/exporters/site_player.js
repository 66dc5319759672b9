// The film by the clock: a frame is where the clock says it is, so nothing adds up to a drift.
const player = one("dialog.player");
const start = player ? (() => {
  const tempo = one("main").dataset;
  const [above, below] = tempo.rate.split("/").map(Number);
  const rate = above / below, count = Number(tempo.count), lost = Number(tempo.lost);
  const stage = one(".stage", player), caption = one(".caption", player);
  const code = one(".code", player), range = one("input", player), canvas = one("canvas", player);
  const still = new Image(), gap = document.createElement("div"), moving = document.createElement("video");
  gap.className = "gap";
  moving.playsInline = true;
  still.draggable = false;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let reel = [], total = 0, at = 0, playing = false, loop = false, speed = 1;
  let since = {time: 0, frame: 0}, on = null, line = -1;

  // SMPTE ST 12-1, as core/timecode.py has it.
  const two = number => String(number).padStart(2, "0");
  const timecode = frame => {
    const minute = 60 * count - lost, tens = 600 * count - 9 * lost;
    frame %= 144 * tens;
    if (lost) {
      const rest = frame % tens;
      frame += 9 * lost * Math.floor(frame / tens) + lost * Math.max(0, Math.floor((rest - lost) / minute));
    }
    const whole = Math.floor(frame / count);
    const parts = [Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60].map(two);
    return parts.join(":") + (lost ? ";" : ":") + two(frame % count);
  };
  player.timecode = timecode; // for tests

  const threaded = () => {
    let from = 0;
    reel = shown().filter(panel => Number(panel.dataset.for) > 0).map(panel => {
      const frames = Number(panel.dataset.for);
      const cut = {panel, frames, from, scene: panel.closest(".scene"), film: Number(panel.dataset.at)};
      from += frames;
      return cut;
    });
    total = from;
    range.max = Math.max(0, total - 1);
  };
  const find = frame => {
    let low = 0, high = reel.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (reel[middle].from <= frame) low = middle; else high = middle - 1;
    }
    return low;
  };

  // Ticks of shots, and marks where scenes begin.
  const draw = () => {
    const {width, height} = canvas.getBoundingClientRect(), fine = devicePixelRatio || 1;
    canvas.width = Math.round(width * fine);
    canvas.height = Math.round(height * fine);
    const brush = canvas.getContext("2d");
    if (!brush || !total) return;
    brush.scale(fine, fine);
    const style = getComputedStyle(canvas), crowded = reel.length > width / 4;
    brush.fillStyle = style.getPropertyValue("--rail");
    brush.fillRect(0, height / 2 - 2, width, 4);
    brush.fillStyle = style.getPropertyValue("--played");
    brush.fillRect(0, height / 2 - 2, width * (at + 1) / total, 4);
    reel.forEach((cut, number) => {
      const scene = number && cut.scene !== reel[number - 1].scene;
      if (!number || (crowded && !scene)) return;
      brush.fillStyle = style.getPropertyValue(scene ? "--scene" : "--tick");
      const tall = scene ? height : 8;
      brush.fillRect(Math.round(width * cut.from / total), (height - tall) / 2, scene ? 2 : 1, tall);
    });
    const x = Math.min(width - 5, Math.max(5, width * (at + .5) / total));
    brush.fillStyle = style.getPropertyValue("--played");
    brush.beginPath();
    brush.arc(x, height / 2, 5, 0, 7);
    brush.fill();
  };

  const show = cut => {
    on = cut;
    line = -1;
    const panel = cut.panel, picture = one("img", panel), empty = one(".gap", panel);
    still.hidden = !picture;
    gap.hidden = Boolean(picture);
    if (picture) {
      still.src = picture.currentSrc || picture.src;
      still.alt = picture.alt;
    } else {
      gap.textContent = empty ? empty.textContent : "";
      still.removeAttribute("src");
    }
    const clip = one("video", panel);
    moving.hidden = !clip;
    if (clip) moving.src = clip.src;
    else if (moving.hasAttribute("src")) { moving.pause(); moving.removeAttribute("src"); }
    one(".shot", player).textContent = one("h3", panel).textContent;
    one(".slug", player).textContent = one("h2 .slug", cut.scene).textContent;
    one(".camera", player).textContent = one(".camera", panel)?.textContent ?? "";
    one(".length", player).textContent = one(".time b", panel)?.textContent ?? "";
    const next = reel[reel.indexOf(cut) + 1], soon = next && one("img", next.panel);
    if (soon) new Image().src = soon.src;
  };
  // A shot's lines share its time by their length.
  const speak = (cut, inside) => {
    const lines = all(".said", cut.panel);
    const sizes = lines.map(each => each.textContent.length + 8);
    const whole = sizes.reduce((sum, each) => sum + each, 0);
    let left = inside / cut.frames * whole, now = 0;
    while (now < lines.length - 1 && left >= sizes[now]) left -= sizes[now++];
    if (now === line) return;
    line = now;
    caption.replaceChildren(...(lines[now] ? [lines[now].cloneNode(true)] : []));
  };
  const move = (cut, share) => {
    const [, verb = "", way = ""] = /^(.*?)(?: (in|out|left|right|up|down))?(?: \w+)?$/.exec(cut.panel.dataset.moves ?? "") ?? [];
    const slide = {left: [1, 0], right: [-1, 0], up: [0, 1], down: [0, -1]}[way];
    const inward = way === "in" ? share : way === "out" ? 1 - share : 0;
    still.style.transform =
      !verb || verb === "static" || verb === "roll" || calm.matches ? "" :
      slide ? `scale(1.1) translate(${slide.map(each => `${each * (share - .5) * 8}%`).join()})` :
      `scale(${1 + .12 * inward})`;
  };
  const run = (cut, inside) => {
    if (moving.hidden) return;
    const wish = inside / rate, end = moving.duration || Infinity;
    if (Math.abs(moving.currentTime - wish) > (playing ? .25 : .5 / rate) && wish < end) moving.currentTime = wish;
    moving.playbackRate = speed;
    if (playing && moving.paused && wish < end) moving.play().catch(() => null);
    if (!playing && !moving.paused) moving.pause();
  };

  const paint = frame => {
    at = Math.max(0, Math.min(total - 1, Math.floor(frame + 1e-6)));
    const cut = reel[find(at)], inside = at - cut.from;
    if (cut !== on) show(cut);
    speak(cut, inside);
    move(cut, Math.min(1, Math.max(0, (frame - cut.from) / cut.frames)));
    run(cut, inside);
    const name = timecode(Number(tempo.start) + cut.film + inside);
    if (code.textContent !== name) code.textContent = name;
    range.value = at;
    range.setAttribute("aria-valuetext", `Shot ${one(".shot", player).textContent}, ${name}`);
    player.dataset.frame = at;
    draw();
  };
  const clocked = () => since.frame + (performance.now() - since.time) / 1000 * rate * speed;
  const tick = () => {
    if (!playing) return;
    let frame = clocked();
    if (frame >= total) {
      if (!loop) { set(false); paint(total - 1); return; }
      since = {time: since.time + (total - since.frame) / rate / speed * 1000, frame: 0};
      frame = clocked() % total;
    }
    paint(frame);
    requestAnimationFrame(tick);
  };
  const set = go => {
    const begins = go && !playing;
    playing = go;
    if (go) since = {time: performance.now(), frame: at};
    player.classList.toggle("playing", go);
    one(".play-pause", player).setAttribute("aria-label", go ? "Pause" : "Play");
    if (begins) requestAnimationFrame(tick);
    else if (!go && on) run(on, at - on.from);
  };
  const seek = frame => {
    since = {time: performance.now(), frame: Math.max(0, Math.min(total - 1, frame))};
    paint(since.frame);
  };
  const to = cut => { if (cut) seek(cut.from); };
  const acts = {
    play: () => { if (!playing && at >= total - 1) seek(0); set(!playing); },
    next: () => to(reel[find(at) + 1]),
    back: () => { const now = find(at); to(at - reel[now].from > rate ? reel[now] : reel[now - 1] ?? reel[0]); },
    "scene-next": () => to(reel.slice(find(at)).find(cut => cut.scene !== on.scene)),
    "scene-back": () => {
      const first = reel.find(cut => cut.scene === on.scene), before = reel[reel.indexOf(first) - 1];
      to(at > first.from ? first : before ? reel.find(cut => cut.scene === before.scene) : first);
    },
    loop: () => { loop = !loop; one("[data-do=loop]", player).setAttribute("aria-pressed", loop); },
    frame: step => { set(false); seek(at + step); },
  };

  const begin = (panel, go) => {
    threaded();
    if (!total) return;
    on = null;
    if (!still.isConnected) stage.prepend(still, gap, moving);
    open(player);
    const cut = reel.find(each => each.panel === panel) ?? reel[0];
    at = cut.from;
    seek(at);
    set(go);
  };
  player.addEventListener("click", event => {
    const button = event.target.closest("[data-do]");
    if (button) acts[button.dataset.do]();
  });
  player.addEventListener("close", () => {
    set(false);
    moving.pause();
    if (on && !on.panel.hidden) stand(on.panel);
  });
  range.addEventListener("input", () => seek(Number(range.value)));
  one(".speed select", player).addEventListener("change", event => {
    since = {time: performance.now(), frame: at};
    speed = Number(event.target.value);
  });
  const strokes = {
    " ": acts.play, k: acts.play, ArrowRight: acts.next, ArrowLeft: acts.back,
    ArrowDown: acts["scene-next"], ArrowUp: acts["scene-back"], l: acts.loop,
    ",": () => acts.frame(-1), ".": () => acts.frame(1),
    Home: () => seek(0), End: () => seek(total - 1),
  };
  player.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) return;
    if (event.key.startsWith("Arrow") && event.target === range) return;
    if ((event.key === " " || event.key === "Enter") && event.target.closest("button")) return;
    const stroke = Object.hasOwn(strokes, event.key) ? strokes[event.key] : null;
    if (stroke) { event.preventDefault(); stroke(); }
  });
  let down = null;
  stage.addEventListener("pointerdown", event => { down = {x: event.clientX, y: event.clientY}; });
  stage.addEventListener("pointerup", event => {
    if (!down) return;
    const x = event.clientX - down.x, y = event.clientY - down.y;
    down = null;
    if (Math.abs(x) > 40 && Math.abs(x) > Math.abs(y)) (x < 0 ? acts.next : acts.back)();
    else if (Math.hypot(x, y) < 12) acts.play();
  });
  addEventListener("resize", () => { if (player.open) draw(); });
  return begin;
})() : () => null;

if (player) {
  one(".begin").addEventListener("click", () => start(here() ?? shown()[0], true));
  for (const each of panels) {
    const picture = one("a.picture", each);
    if (picture) picture.addEventListener("click", event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      start(each, false);
    });
  }
  const go = event => {
    const from = own(event);
    if (from.closest("a, button, summary, video")) return false;
    start(here() ?? shown().find(panel => panel.getBoundingClientRect().bottom > 120), true);
    return true;
  };
  keys[" "] = go;
  keys.Enter = event => Boolean(here()) && go(event);
}
