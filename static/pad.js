// The drawing pad: ink under mouse, finger, pen or keys; the network's forward pass follows, one request at a time, the
// newest drawing wins; when the pen rests the page of that drawing is shown, and its address written.
import { CELL, CELLS, SIDE, blank, draw, painted, save, shrunk, spread, stroke } from "./ink.js";
import { say as complain } from "./problem.js";
import "./upload.js";

const SIZES = { fine: 1.0, medium: 1.35, broad: 1.8 };
const RESTS_AFTER = 120, PATIENCE = 8000, KEPT = 50, FAINTLY = 0.15;
const byId = (id) => document.getElementById(id);

const pad = byId("pad"), canvas = byId("canvas");
const ink = blank();
let tool = "pen", size = "medium", grid = false;

// What is on the screen: the ink, or faintly the example that is seen until something is drawn; grid, cursor of the keys.
let example = null, cursor = null, due = false;
const paint = () => {
  const drawn = painted(ink);
  due = false;
  draw(canvas, drawn || !example ? ink : example, grid || cursor, document.activeElement === canvas && cursor);
  pad.classList.toggle("painted", drawn);
  byId("undo-ink").disabled = !past.length;
  byId("redo-ink").disabled = !future.length;
};
const soon = () => {
  if (!due) requestAnimationFrame(paint);
  due = true;
};

// Undo and redo: the whole ink before each stroke.
let past = [], future = [];
const remember = () => {
  past = [...past.slice(1 - KEPT), ink.slice()];
  future = [];
};
const swap = (from, to) => {
  if (!from.length) return;
  to.push(ink.slice());
  ink.set(from.pop());
  changed();
  rest();
};

// Following the pen.
let version = 0, sent = 0, busy = null, answer = null, resting = 0, down = false;
const shots = new Map();

const area = () => byId("lesson");
const changed = () => {
  version += 1;
  example = null;
  area().classList.add("live");
  soon();
  requestAnimationFrame(follow);
};

const follow = async () => {
  if (busy || sent === version) return;
  sent = version;
  busy = new AbortController();
  const patience = setTimeout(() => busy && busy.abort(), PATIENCE);
  try {
    const reply = await fetch(pad.dataset.pen + location.search, {
      method: "POST", body: shrunk(ink), headers: { "Content-Type": "application/octet-stream" }, signal: busy.signal,
    });
    if (!reply.ok) throw new Error();
    take(new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("pen"));
    byId("problem").replaceChildren();
  } catch {
    sent = -1;
    complain(pad.dataset.silent, pad.dataset.kept);
    setTimeout(() => requestAnimationFrame(follow), 2000);
  }
  clearTimeout(patience);
  busy = null;
  if (sent === -1) return;
  if (sent !== version) requestAnimationFrame(follow);
  else if (!down) rest();
};

const take = (pen) => {
  answer = { ...pen.dataset };
  for (const piece of pen.querySelectorAll("[data-live]")) {
    const old = byId(piece.id);
    if (old) old.replaceWith(document.adoptNode(piece));
  }
  strip(answer.y ? JSON.parse(answer.y) : null);
};

// At rest, and only then, the whole page of the drawing is asked for.
const rest = () => {
  clearTimeout(resting);
  resting = setTimeout(() => {
    if (down || busy || !answer || sent !== version) return;
    shots.set(answer.seen, ink.slice());
    if (shots.size > KEPT) shots.delete(shots.keys().next().value);
    window.htmx.ajax("GET", answer.get, { target: "#lesson", swap: "outerHTML show:none", source: pad, push: answer.href });
  }, RESTS_AFTER);
};

// What another drawing's page shows is put on the pad, or the very strokes where they are still known.
const load = () => {
  const seen = area() && area().dataset.seen;
  if (seen === undefined) return;
  if (answer && version !== sent) return void area().classList.add("live");
  if (answer && answer.seen === seen) return;
  const fresh = area().hasAttribute("data-fresh");
  if (painted(ink)) remember();
  example = fresh ? spread(blank(), atob(seen), FAINTLY) : null;
  const shot = shots.get(seen);
  if (shot) ink.set(shot);
  else if (fresh) ink.fill(0);
  else spread(ink, atob(seen));
  answer = fresh ? null : { seen };
  sent = version;
  strip(area().dataset.y && !fresh ? JSON.parse(area().dataset.y) : null);
  soon();
};

// Mouse, finger, pen.
const radius = (event) => {
  const pressed = event.pointerType === "pen" && event.pressure ? 0.6 + 0.8 * event.pressure : 1;
  return (SIZES[size] * CELL * pressed) / 2;
};
const place = (event) => {
  const frame = canvas.getBoundingClientRect(), edge = canvas.clientLeft;
  return { x: ((event.clientX - frame.left - edge) / canvas.clientWidth) * SIDE, y: ((event.clientY - frame.top - edge) / canvas.clientHeight) * SIDE, radius: radius(event) };
};
let pen = null, last = null;
const erases = (event) => tool === "eraser" || (event.buttons & 34) !== 0;

canvas.addEventListener("pointerdown", (event) => {
  if (pen !== null || (event.button > 0 && !erases(event))) return;
  event.preventDefault();
  canvas.focus({ preventScroll: true });
  pen = event.pointerId;
  try { canvas.setPointerCapture(pen); } catch { /* a pointer that is gone already */ }
  cursor = null;
  down = true;
  clearTimeout(resting);
  remember();
  last = place(event);
  stroke(ink, last, last, erases(event));
  changed();
});
canvas.addEventListener("pointermove", (event) => {
  if (event.pointerId !== pen) return;
  const moves = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
  for (const move of moves.length ? moves : [event]) {
    const next = place(move);
    stroke(ink, last, next, erases(event));
    last = next;
  }
  changed();
});
const lift = (event) => {
  if (event.pointerId !== pen) return;
  pen = null;
  down = false;
  rest();
};
canvas.addEventListener("pointerup", lift);
canvas.addEventListener("pointercancel", lift);
canvas.addEventListener("contextmenu", (event) => event.preventDefault());

// Keys: a cursor on the grid, the pen down or up.
const say = (words) => { byId("pad-status").textContent = words; };
const spot = () => ({ x: (cursor.column + 0.5) * CELL, y: (cursor.row + 0.5) * CELL, radius: (SIZES[size] * CELL) / 2 });
let keyed = false;
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const doing = () => pad.dataset[!keyed ? "penUp" : tool === "eraser" ? "erasing" : "penDown"];

canvas.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && (key === "z" || key === "y")) {
    event.preventDefault();
    event.stopPropagation();
    if (key === "y" || event.shiftKey) swap(future, past); else swap(past, future);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(event.key in MOVES) && ![" ", "enter", "e", "escape"].includes(key)) return;
  event.stopPropagation();
  if (key === "escape") {
    keyed = false;
    cursor = null;
    canvas.blur();
    soon();
    rest();
    return;
  }
  event.preventDefault();
  if (key === "e") return void choose(tool === "eraser" ? "pen" : "eraser");
  if (!cursor) cursor = { row: 3, column: 7 };
  else if (event.key in MOVES) {
    const before = spot(), [rows, columns] = MOVES[event.key];
    cursor = { row: Math.min(Math.max(cursor.row + rows, 0), CELLS - 1), column: Math.min(Math.max(cursor.column + columns, 0), CELLS - 1) };
    if (keyed) {
      stroke(ink, before, spot(), tool === "eraser");
      changed();
    }
  }
  if ((key === " " && !event.repeat) || key === "enter") {
    if (key === " ") keyed = !keyed;
    if (keyed || key === "enter") {
      remember();
      stroke(ink, spot(), spot(), tool === "eraser");
      changed();
    }
  }
  say(doing().replace("{row}", cursor.row + 1).replace("{column}", cursor.column + 1));
  soon();
  rest();
});
canvas.addEventListener("blur", () => { cursor = null; keyed = false; soon(); });

// The buttons.
const choose = (name) => {
  tool = name;
  for (const one of ["pen", "eraser"]) byId(`tool-${one}`).setAttribute("aria-pressed", String(one === tool));
  say(byId(`tool-${name}`).dataset.said);
};
byId("tool-pen").addEventListener("click", () => choose("pen"));
byId("tool-eraser").addEventListener("click", () => choose("eraser"));
byId("undo-ink").addEventListener("click", () => swap(past, future));
byId("redo-ink").addEventListener("click", () => swap(future, past));
byId("clear-ink").addEventListener("click", () => {
  remember();
  ink.fill(0);
  changed();
  rest();
});
byId("grid").addEventListener("click", (event) => {
  grid = !grid;
  event.currentTarget.setAttribute("aria-pressed", String(grid));
  soon();
});
for (const one of pad.querySelectorAll("[name=brush]")) one.addEventListener("change", () => { size = one.value; });

byId("download-ink").addEventListener("click", () => save(ink));

const strip = (y) => document.dispatchEvent(new CustomEvent("pad:outputs", { detail: y }));

pad.classList.add("ready");
for (const control of pad.querySelectorAll("button, input[type=radio]")) control.disabled = false;
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
document.addEventListener("htmx:afterSettle", load);
document.addEventListener("htmx:historyRestore", load);
load();
soon();
