// Playing: updates that the server computed, shown at the display's rate. Frames come in batches, the next one while the
// present one plays, one request at a time and at most two a second; at rest the page is the server's again.
// Without this file the links step on and back by 1, 10, 100 and to the end of the epoch, and the scrubber has a button.
import { show } from "./maps.js";
import { hush, patiently } from "./patience.js";
import { say } from "./problem.js";

const byId = (id) => document.getElementById(id);
const SPEEDS = [1, 5, 20, 60, 200, 1000, 5000];
const RATE = 50, AHEAD = 1.5, MOST_FRAMES = 90, BETWEEN = 520, PATIENCE = 3000, GIVE_UP = 15000;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let speed = 2;
let playing = false;
// Of the run that is played: the player's data, where it stands, what is to come, and what is asked for.
let of = null, at = 0, time = 0, queue = [], next = 0, end = null, sides = null;
let asked = 0, request = null, waiting = 0, drawn = 0, shown = null, diverged = null;

const perSecond = () => SPEEDS[speed];
// With reduced motion a frame stands for half a second at least.
const stride = () => Math.max(1, Math.round(perSecond() / (calm.matches ? 2 : RATE)));
const batch = () => Math.min(MOST_FRAMES, Math.max(2, Math.ceil((AHEAD * perSecond()) / stride())));

const fetchMore = async () => {
  const first = next, step = stride(), count = Math.max(1, Math.min(batch(), Math.ceil((of.most - first + 1) / step)));
  const mine = (request = new AbortController());
  let stop = 0;
  try {
    const address = `${of.frames}${of.frames.includes("?") ? "&" : "?"}first=${first}&count=${count}&stride=${step}`;
    const answer = await patiently(async () => {
      stop = setTimeout(() => mine.abort(), GIVE_UP);
      asked = performance.now();
      const reply = await fetch(address, { signal: mine.signal, headers: { Accept: "application/json" } });
      if (!reply.ok) clearTimeout(stop);
      return reply;
    });
    if (!answer.ok) throw new Error(of.panel.dataset.answered.replace("{status}", answer.status));
    const got = await answer.json();
    if (mine !== request || !playing) return;
    take(got, first, step);
  } catch (error) {
    if (mine === request && playing) fail(error);
  } finally {
    clearTimeout(stop);
    if (mine === request) request = null;
  }
};

const take = (got, first, step) => {
  sides = got.sides;
  const fresh = got.frames.filter((frame) => frame.updates > at && frame.updates >= first);
  if (fresh.length && got.curves) fresh[0].curves = got.curves;
  queue.push(...fresh);
  next = first + step * got.frames.length; // of a large network fewer come than were asked for
  const last = queue.length ? queue[queue.length - 1].updates : at;
  diverged = got.diverged;
  if (diverged !== null || next > of.most) end = last;
  // What the stride leaves over at the lesson's end is asked for as well.
  if (diverged === null && next > of.most && last < of.most) [next, end] = [of.most, null];
};

const fail = (error) => {
  const silent = error instanceof TypeError || error.name === "AbortError", words = of.panel.dataset;
  rest(false);
  say(silent ? words.silent : words.refused, (silent ? words.kept : words.keptWhy.replace("{why}", error.message)).replace("{n}", counted(at)));
};

// A frame on the page.
const put = (name, [printed, exact]) => {
  for (const one of [byId(name), ...document.querySelectorAll(`[data-frame="${name}"]`)]) {
    if (!one) continue;
    one.textContent = printed;
    if (one.dataset.value !== undefined) one.dataset.value = exact;
  }
};

const counted = (count) => count.toLocaleString("en");

const moveCursors = (update) => {
  const known = Math.max(of.run, update);
  for (const chart of document.querySelectorAll("#curves .chart")) {
    const { left, right, length } = Object.fromEntries(Object.entries(chart.dataset).map(([name, text]) => [name, Number(text)]));
    const place = (count) => left + Math.min(count / length, 1) * (right - left), name = chart.id.replace(/-chart$/, "");
    byId(`${name}-cursor`).setAttribute("transform", `translate(${place(update).toFixed(1)} 0)`);
    byId(`${name}-clip`).setAttribute("width", (place(known) - left + 8).toFixed(1));
  }
};

const apply = (frame) => {
  at = frame.updates;
  if (frame.curves && byId("curves")) {
    // Its links stay plain ones until it rests: to make so many known to htmx would cost several frames.
    byId("curves").outerHTML = frame.curves;
  }
  show(frame, sides);
  for (const [name, said] of Object.entries(frame.readings)) put(name, said);
  put("updates", [counted(at), String(at)]);
  put("run", [counted(Math.max(of.run, at)), ""]);
  put("epoch", [frame.epoch, ""]);
  put("sentence", [frame.after, ""]);
  put("curves-after", [frame.then, ""]);
  const scrub = byId("scrub");
  if (scrub) {
    scrub.disabled = false;
    if (at > Number(scrub.max)) scrub.max = at;
    scrub.value = at;
  }
  moveCursors(at);
  drawn += 1;
  byId("player").dataset.drawn = drawn;
};

// One beat of the display: time moves on, what is due is shown, what will be due is asked for.
const beat = (now) => {
  if (!playing) return;
  if (!byId("player") || byId("player") !== of.panel) return rest(false);
  time += (perSecond() * Math.min(now - (shown || now), 250)) / 1000;
  shown = now;
  const due = queue.filter((frame) => frame.updates <= time);
  const still = calm.matches && now - waiting < BETWEEN;
  if (due.length && !still) {
    queue.splice(0, due.length);
    const curves = due.map((frame) => frame.curves).filter(Boolean).pop();
    apply({ ...due[due.length - 1], curves });
    waiting = performance.now();
  }
  if (end !== null && at >= end) return rest(true);
  // Time does not run on while nothing has come yet.
  if (!queue.length) time = Math.min(time, at + stride());
  const said = byId("problem").firstElementChild;
  if (request && now - asked > PATIENCE && !queue.length && !said) {
    say(of.panel.dataset.slow, of.panel.dataset.patience);
  } else if (queue.length && said && !said.matches(".busy")) said.remove();
  const ahead = queue.length ? queue[queue.length - 1].updates - time : 0;
  if (end === null && !request && now - asked >= BETWEEN && ahead < AHEAD * perSecond()) fetchMore();
  requestAnimationFrame(beat);
};

// In a frame some of these controls may be left out.
const label = () => {
  const words = byId("player").dataset;
  if (!byId("play")) return;
  byId("play").replaceChildren(Object.assign(document.createElement("span"), { textContent: playing ? "❚❚" : "▶", ariaHidden: "true" }), ` ${playing ? words.pause : words.play}`);
  // What led nowhere when the page came is told by the server again as soon as it rests.
  for (const off of document.querySelectorAll(".player-keys .off")) {
    off.dataset.resting ??= off.title;
    off.title = playing ? words.first : off.dataset.resting;
  }
  if (!byId("speed")) return;
  byId("speed").textContent = (perSecond() === 1 ? words.speed : words.speeds).replace("{n}", counted(perSecond()));
  byId("slower").disabled = speed === 0;
  byId("faster").disabled = speed === SPEEDS.length - 1;
};

const play = () => {
  const panel = byId("player"), fresh = !of || of.panel !== panel;
  if (fresh) {
    const { frames, within, beyond } = panel.dataset;
    of = { panel, frames, within, beyond, page: Number(panel.dataset.updates), run: Number(panel.dataset.run), most: Number(panel.dataset.most) };
    at = of.page;
  }
  if (at >= of.most) return;
  [queue, end, diverged, time, next, shown, waiting, playing] = [[], null, null, at, at + 1, null, 0, true];
  byId("problem").replaceChildren();
  byId("lesson").classList.add("playing");
  label();
  requestAnimationFrame(beat);
};

// The page of where it stopped is the server's; where the server is silent the last frame stays.
const rest = (settle) => {
  playing = false;
  if (request) request.abort();
  request = null;
  hush();
  if (!byId("player") || byId("player") !== of.panel) return;
  label();
  if (!settle) return;
  // A run that diverged says so at the update that did it.
  const target = diverged !== null && at >= end ? diverged : at;
  if (target === of.page) {
    byId("lesson").classList.remove("playing");
    return;
  }
  const href = (target < of.run ? of.within : of.beyond).replaceAll("*", target);
  asked = performance.now();
  window.htmx.ajax("GET", href.replace(/\/train(?=$|\?)/, "/panels/train"), { target: "#lesson", swap: "outerHTML show:none", source: byId("player"), push: href });
};

// At another speed other updates are shown: what is ahead is asked for again.
const anew = () => {
  if (request) request.abort();
  [request, queue, end, diverged] = [null, queue.slice(0, 1), null, null];
  next = (queue.length ? queue[0].updates : at) + 1;
};

const toggle = () => (playing ? rest(true) : play());

document.addEventListener("click", (event) => {
  const on = event.target.closest && event.target.closest("#play, #slower, #faster, #lesson a[href]");
  if (!on) return;
  if (on.id === "play") toggle();
  else if (on.id === "slower" || on.id === "faster") {
    speed = Math.min(SPEEDS.length - 1, Math.max(0, speed + (on.id === "faster" ? 1 : -1)));
    if (playing) anew();
    label();
  } else if (playing && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    // Any other control starts from where the page rests: it waits for that page, like a quick click for its answer.
    event.preventDefault();
    event.stopImmediatePropagation();
    rest(true);
    on.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
}, true);

document.addEventListener("input", (event) => {
  if (event.target.id !== "scrub") return;
  if (playing) rest(false);
  put("updates", [counted(Number(event.target.value)), event.target.value]);
});
document.addEventListener("change", (event) => { if (event.target.id === "scrub") event.target.form.requestSubmit(); });

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "p" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest && event.target.closest("input:not([type=range]), select, textarea, [popover], [role=dialog]")) return;
  if (byId("play") && !byId("play").disabled) toggle();
});

// What had the keyboard keeps it: these buttons are hidden in what the server sends.
let held = "";
document.addEventListener("htmx:beforeSwap", () => {
  held = ["play", "slower", "faster"].find((id) => document.activeElement && document.activeElement.id === id) || "";
});

const offer = () => {
  if (!byId("player")) return;
  for (const id of ["play", "slower", "faster", "speed"]) if (byId(id)) byId(id).hidden = !byId("play");
  if (byId("go")) byId("go").hidden = true;
  label();
  if (held) byId(held).focus({ preventScroll: true });
  held = "";
};
document.addEventListener("htmx:afterSettle", offer);

// A neuron that comes into focus is shown large below the picture: where that is out of sight, the page moves to it.
const inFocus = () => byId("neuron")?.dataset.of || "";
let focused = inFocus();
document.addEventListener("htmx:afterSettle", () => {
  if (inFocus() && inFocus() !== focused) byId("neuron").scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  focused = inFocus();
});
document.addEventListener("htmx:historyRestore", () => {
  if (playing) rest(false);
  offer();
});
offer();
