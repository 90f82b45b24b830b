// The maps of the network: a frame that the server computed laid over the picture, and the values where one points.
// At rest the picture is the server's, and values are read from it; without this file numbers stand in the tables.
const byId = (id) => document.getElementById(id);
const FULL = 127, INSET = 3;

// What is on the picture now; a new working area is a new picture.
let seen = null;
const look = () => {
  const net = byId("net");
  if (!net) return null;
  if (seen && seen.net === net) return seen;
  const numbers = (text) => text.split(" ").map(Number);
  const pairs = (text) => numbers(text).reduce((all, value, at) => (at % 2 ? all[all.length - 1].push(value) : all.push([value]), all), []);
  const sizes = net.dataset.sizes.split("-").map(Number);
  const tiles = [];
  sizes.forEach((count, layer) => {
    for (let n = 1; n <= count; n += 1) {
      const mark = byId(layer ? `neuron-${layer}-${n}` : `input-${n}`), body = mark.querySelector(".body");
      const [x, y, side] = ["x", "y", "width"].map((name) => Number(body.getAttribute(name)));
      tiles.push({ mark, layer, x, y, side, levels: null, cells: 0 });
    }
  });
  const wires = new Map();
  let index = 0;
  for (let layer = 1; layer < sizes.length; layer += 1) {
    for (let to = 1; to <= sizes[layer]; to += 1) {
      for (let source = 1; source <= sizes[layer - 1]; source += 1, index += 1) {
        const line = byId(`wire-${layer}-${to}-${source}`);
        if (line) wires.set(index, line);
      }
    }
  }
  seen = {
    net, tiles, wires, outputs: tiles.filter((tile) => tile.layer === sizes.length - 1), kind: net.dataset.kind, bounds: pairs(net.dataset.bounds), scales: pairs(net.dataset.scales),
    ports: net.dataset.ports ? numbers(net.dataset.ports) : null, sheet: null, bulkAt: 0,
  };
  return seen;
};

const bytes = (text) => Int8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const hue = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim().match(/[0-9a-f]{2}/gi).map((two) => parseInt(two, 16));

// Maps: each tile's levels as an image, drawn under the picture where the tile stands.
const brush = document.createElement("canvas");
const drawMaps = (now) => {
  const canvas = byId("maps-canvas"), frame = canvas.getBoundingClientRect(), sharp = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(frame.width * sharp), Math.round(frame.height * sharp)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const sheet = canvas.getContext("2d"), place = now.net.getScreenCTM(), [plus, minus] = [hue("--map-plus"), hue("--map-minus")];
  sheet.setTransform(1, 0, 0, 1, 0, 0);
  sheet.clearRect(0, 0, width, height);
  sheet.setTransform(place.a * sharp, 0, 0, place.d * sharp, (place.e - frame.left) * sharp, (place.f - frame.top) * sharp);
  sheet.imageSmoothingEnabled = false;
  for (const tile of now.tiles) {
    if (!tile.layer) continue;
    if (brush.width !== tile.cells || brush.height !== tile.cells) brush.width = brush.height = tile.cells;
    const pen = brush.getContext("2d"), image = pen.createImageData(tile.cells, tile.cells), pixels = image.data;
    for (let cell = 0; cell < tile.levels.length; cell += 1) {
      const level = tile.levels[cell];
      pixels.set(level > 0 ? plus : minus, 4 * cell);
      pixels[4 * cell + 3] = 2 * Math.abs(level);
    }
    pen.putImageData(image, 0, 0);
    sheet.drawImage(brush, tile.x, tile.y, tile.side, tile.side);
  }
};

const height = (tile, level) => tile.y + tile.side / 2 - (level / FULL) * (tile.side / 2 - INSET);
const drawLines = (tile) => {
  const step = tile.side / tile.levels.length;
  const path = [...tile.levels].map((level, at) => `${(tile.x + (at + 0.5) * step).toFixed(1)} ${height(tile, level).toFixed(1)}`);
  tile.mark.querySelector(".answer-line").setAttribute("d", `M${path.join("L")}`);
};
const drawBars = (tile) => {
  const [low, mean, high] = [...tile.levels].map((level) => height(tile, level)), middle = tile.x + tile.side / 2;
  tile.mark.querySelector(".answer-bar").setAttribute("d", `M${middle} ${low}V${high - 0.1}`);
  tile.mark.querySelector(".mean").setAttribute("d", `M${middle - tile.side / 4} ${mean}h${tile.side / 2}`);
};

// Wires: the class of each width; those in bulk are gathered by class, and less often, as they are many.
const BULK_EVERY = 160;
const drawWires = (now, steps) => {
  for (const [index, line] of now.wires) {
    const css = `wire fore w${Math.abs(steps[index])}${steps[index] < 0 ? " neg" : ""}`;
    if (line.getAttribute("class") !== css) line.setAttribute("class", css);
    delete line.dataset.value; // that of the resting page
  }
  if (!now.ports || performance.now() - now.bulkAt < BULK_EVERY) return;
  now.bulkAt = performance.now();
  const paths = new Map();
  steps.forEach((step, index) => {
    if (now.wires.has(index)) return;
    const css = `bulk fore w${Math.abs(step)}${step < 0 ? " neg" : ""}`, at = 4 * index, p = now.ports;
    paths.set(css, `${paths.get(css) || ""}M${p[at]} ${p[at + 1]}L${p[at + 2]} ${p[at + 3]}`);
  });
  byId("bulk").replaceChildren(...[...paths].map(([css, d]) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("class", css);
    path.setAttribute("d", d);
    return path;
  }));
};

// Points drawn by themselves: which are taken for another class, and where an output's answer moves them.
const drawPoints = (now, frame) => {
  const wrong = atob(frame.wrong), answers = frame.answers ? bytes(frame.answers) : null;
  document.querySelectorAll("#net .points").forEach((group, output) => {
    const dots = group.querySelectorAll(".point .pt, .alone"), tile = now.outputs[output];
    dots.forEach((dot, at) => {
      dot.classList.toggle("wrong", Boolean((wrong.charCodeAt(at >> 3) >> (7 - (at & 7))) & 1));
      if (!answers) return;
      const place = height(tile, answers[output * dots.length + at]).toFixed(1);
      dot.setAttribute("d", dot.getAttribute("d").replace(/^M(\S+) [-\d.]+/, `M$1 ${place}`));
    });
  });
};

const say = (selector, text) => { for (const one of document.querySelectorAll(selector)) if (one.textContent !== text) one.textContent = text; };

/** Lay a frame over the picture: faces, wires and the ends of the scales. */
export const show = (frame, sides) => {
  const now = look();
  if (!now) return;
  const levels = bytes(frame.faces), last = now.scales.length - 1;
  let from = 0;
  for (const tile of now.tiles) {
    if (!tile.layer) continue;
    tile.cells = now.kind === "map" ? sides[tile.layer === last ? 1 : 0] : now.kind === "curve" ? sides[0] : 3;
    const count = now.kind === "map" ? tile.cells ** 2 : tile.cells;
    tile.levels = levels.subarray(from, (from += count));
    if (now.kind === "curve") drawLines(tile);
    if (now.kind === "bar") drawBars(tile);
  }
  now.scales = frame.scales;
  if (now.kind === "map") {
    byId("maps-canvas").hidden = false;
    drawMaps(now);
  }
  drawWires(now, bytes(frame.wires));
  drawPoints(now, frame);
  frame.ends.forEach((ends, layer) => ["low", "middle", "high"].forEach((name, at) => say(`[data-scale-${name}="${layer}"]`, ends[at])));
  say('[data-frame="top"]', frame.top);
};

// At rest the levels are read back from the server's picture: a pixel's opacity is twice its level.
const read = (now) => {
  if (now.sheet || !now.net.dataset.maps) return;
  now.sheet = new Image();
  now.sheet.addEventListener("load", () => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: now.sheet.naturalWidth, height: now.sheet.naturalHeight });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(now.sheet, 0, 0);
    for (const tile of now.tiles) {
      if (tile.levels) continue;
      const box = tile.mark.querySelector("svg.map").viewBox.baseVal;
      const { data } = pen.getImageData(box.x, box.y, box.width, box.height);
      tile.cells = box.width;
      tile.levels = Int8Array.from({ length: box.width ** 2 }, (_, cell) => (Math.sign(data[4 * cell] - data[4 * cell + 1]) * data[4 * cell + 3]) / 2);
    }
    if (pointed) readOut(pointed);
  });
  now.sheet.src = now.net.dataset.maps;
};

const printed = (value) => {
  const [digits, power] = value.toPrecision(3).split("e");
  const short = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
  return (power ? `${short}e${power.replace("+", "")}` : short).replace(/-/g, "−");
};

// As many decimals as a step between two levels leaves certain.
const rounded = (value, step) => {
  const decimals = -Math.ceil(Math.log10(step));
  return decimals >= 0 && decimals < 9 ? value.toFixed(decimals).replace("-", "−") : printed(Number(value.toPrecision(2)));
};

let pointed = null;
const readOut = (event) => {
  pointed = event;
  const mark = event.target.closest && event.target.closest("#net .mark"), now = mark && look(), readout = byId("readout");
  if (!now || !readout) return;
  // What a mark says of itself are the numbers of the resting page: of a frame only its name is true.
  if (byId("lesson").classList.contains("playing")) readout.textContent = mark.getAttribute("aria-label").split(":")[0];
  if (now.kind === "bar" || !mark.matches(".neuron, .input")) return;
  if (now.kind === "map") read(now);
  const tile = now.tiles.find((one) => one.mark === mark);
  if (!tile.levels) return;
  const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(now.net.getScreenCTM().inverse());
  const cell = (share) => Math.min(tile.cells - 1, Math.max(0, Math.floor(share * tile.cells)));
  const across = cell((spot.x - tile.x) / tile.side), down = cell((spot.y - tile.y) / tile.side);
  const middle = ([low, high], share) => printed(low + share * (high - low));
  const [centre, half] = now.scales[tile.layer];
  const level = tile.levels[now.kind === "map" ? down * tile.cells + across : across];
  const inputs = [`x₁ ${middle(now.bounds[0], (across + 0.5) / tile.cells)}`];
  if (now.kind === "map") inputs.push(`x₂ ${middle(now.bounds[1], 1 - (down + 0.5) / tile.cells)}`);
  readout.textContent = `${inputs.join(", ")} → ${mark.dataset.symbol} ≈ ${rounded(centre + (level / FULL) * half, half / FULL)}`;
  readout.style.left = `${Math.min(event.clientX + 14, window.innerWidth - readout.offsetWidth - 8)}px`;
};
window.addEventListener("pointermove", readOut); // after picture.js, which says what the mark is

// A click among points too many to be links finds the nearest.
document.addEventListener("click", (event) => {
  const ways = byId("ways"), mark = event.target.closest && event.target.closest("#net .output, #net .points");
  if (!ways || !mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const group = mark.matches(".points") ? mark : document.querySelector(`#net .points[data-of="${mark.id}"]`);
  const [left, top, side] = group.dataset.box.split(" ").map(Number);
  const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(byId("net").getScreenCTM().inverse());
  const places = group.dataset.places.split(" ").map(Number), between = ways.dataset.between.split(" ");
  let best = -1, least = (14 / side) ** 2;
  between.forEach((_, at) => {
    const away = (places[2 * at] / 1000 - (spot.x - left) / side) ** 2 + (places[2 * at + 1] / 1000 - (spot.y - top) / side) ** 2;
    if (away < least) [best, least] = [at, away];
  });
  if (best < 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const href = ways.dataset.before + between[best] + ways.dataset.after;
  const fragment = href.replace(/\/(lesson|train)(?=$|\?)/, "/panels/$1");
  window.htmx.ajax("GET", fragment, { target: "#lesson", swap: "outerHTML show:none", source: byId("picture"), push: href });
}, true);

// Where the picture is wider than the screen, the outputs are in sight first.
const showOutputs = () => {
  const stage = byId("net") && byId("picture");
  if (stage && stage.scrollWidth > stage.clientWidth + 1) stage.scrollLeft = stage.scrollWidth;
};
showOutputs();
