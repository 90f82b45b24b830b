// The picture: walking with the arrows, all digits on pointing, a term of the equation tied to its place, and what is lit
// kept in sight where the picture is wider than the screen. Without this file the table has every number and link.
"use strict";

(() => {
  const picture = () => document.getElementById("picture");
  const plain = (mark) => mark.id.replace(/^reversed-/, "").split("-");
  const place = (mark) => plain(mark).slice(1).map(Number);
  const byId = (id) => document.getElementById(id);

  // Walking: a neuron's right is its first wire onward, a wire's right is the neuron behind it; up and down run through the
  // neurons of a layer, each with its bias above it, and through the wires out of one neuron.
  // Where the network stands there twice, the marks of the one in reverse have a prefix, and one walks within each.
  const twins = (mark) => (mark.id.startsWith("reversed-") ? "reversed-" : "");
  const nodeId = (layer, neuron) => (layer === 0 ? `input-${neuron}` : `neuron-${layer}-${neuron}`);

  const neighbour = (mark, key) => {
    const prefix = twins(mark), get = (id) => byId(prefix + id), kind = plain(mark)[0];
    const all = (css) => [...picture().querySelectorAll(css)].filter((one) => twins(one) === prefix);
    const chips = (test) => all(".edge").filter((one) => test(...place(one)));
    const lastOutput = () => all(".neuron").pop();
    // From the loss on into the network that stands there once more, in reverse; from its inputs back.
    if (kind === "loss") return key === "ArrowLeft" ? lastOutput() : key === "ArrowRight" && !prefix ? byId(`reversed-${nodeId(0, 1)}`) : null;
    if (prefix && kind === "input" && key === "ArrowLeft") return byId("loss");
    if (kind === "point") return get(`point-${place(mark)[0] + (key === "ArrowRight" || key === "ArrowDown" ? 1 : -1)}`) || lastOutput();
    if (kind === "edge") {
      const [layer, to, source] = place(mark);
      if (key === "ArrowRight") return get(nodeId(layer, to));
      if (key === "ArrowLeft") return get(nodeId(layer - 1, source)) || get("pixels");
      // A pixel is no mark of its own: its wires are walked along with the others into their neuron.
      const out = get(nodeId(layer - 1, source)) !== null;
      const family = chips((l, t, s) => l === layer && (out ? s === source : t === to));
      return family[family.indexOf(mark) + (key === "ArrowDown" ? 1 : -1)];
    }
    const [layer, neuron] = kind === "input" ? [0, place(mark)[0]] : place(mark);
    const bias = (n) => get(`bias-${layer}-${n}`);
    if (key === "ArrowUp") return (kind === "neuron" && bias(neuron)) || get(nodeId(layer, neuron - 1));
    if (key === "ArrowDown") return kind === "bias" ? get(nodeId(layer, neuron)) : bias(neuron + 1) || get(nodeId(layer, neuron + 1));
    if (key === "ArrowRight") return chips((l, _, s) => l === layer + 1 && s === neuron)[0] || get(nodeId(layer + 1, neuron)) || get(nodeId(layer + 1, 1)) || get("loss") || get("point-1");
    return chips((l, t) => l === layer && t === neuron)[0] || get(nodeId(layer - 1, neuron)) || get(nodeId(layer - 1, 1)) || get("pixels");
  };

  document.addEventListener("keydown", (event) => {
    const stage = picture();
    if (!stage || !stage.contains(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const mark = event.target.closest(".mark");
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const next = mark ? neighbour(mark, event.key) : stage.querySelector(".mark.focused, .mark.lit") || stage.querySelector(".mark");
      if (next) {
        next.focus();
        next.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
    }
  });

  // Focusing a part of the picture, by click or Enter, swaps the working area, like every other control.
  document.addEventListener("click", (event) => {
    const mark = event.target.closest && event.target.closest("#picture .mark");
    if (!mark || mark.hasAttribute("hx-get") || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = mark.getAttribute("href");
    if (!href) return;
    // The page of an idea whose picture leads to a lesson is left for it.
    if (document.body.classList.contains("idea") && !href.includes("/ideas/")) return;
    event.preventDefault();
    const fragment = href.replace(/\/(lesson|digit|train|ideas\/[a-z0-9-]+)(?=$|\?)/, "/panels/$1").replace(/(\/embed(\/controls=[^/?]*)?)(?=$|\?)/, "$1/panels/lesson");
    sought = true;
    window.htmx.ajax("GET", fragment, { target: "#lesson", swap: "outerHTML show:none", source: picture(), push: href });
  });

  // All digits, where one points.
  const readout = document.createElement("output");
  readout.id = "readout";
  readout.setAttribute("aria-hidden", "true");
  document.addEventListener("DOMContentLoaded", () => { document.body.append(readout); keepInSight(); });
  document.addEventListener("pointermove", (event) => {
    const at = event.target.closest ? event.target : null;
    const number = at && at.closest("#lesson [data-value]:not(dd)");
    const mark = at && at.closest("#picture .mark");
    const said = mark && (!number || !mark.closest(".capsule")) ? mark.getAttribute("aria-label") : "";
    readout.textContent = [said, number ? number.dataset.value : ""].filter(Boolean).join(" · ");
    if (!readout.textContent) return;
    const left = Math.min(event.clientX + 14, window.innerWidth - readout.offsetWidth - 8);
    readout.style.left = `${left}px`;
    readout.style.top = `${Math.max(event.clientY - 34, 4)}px`;
  });

  // A term of an equation and its place on the picture point at each other: the number, what it stands on, and its wire.
  const tie = (key, on) => {
    for (const twin of document.querySelectorAll(`#lesson [data-ref="${CSS.escape(key)}"]`)) twin.classList.toggle("tied", on);
    const number = byId(key), mark = number && number.closest(".mark");
    const wire = byId(key.replace(/^(w|forward|dC_dw|dL_dw|w_new)-/, "wire-").replace(/^backward-/, "back-"));
    for (const one of [number, mark, wire]) if (one) one.classList.toggle("tied", on);
  };
  for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => {
      const at = event.target.closest && event.target.closest("#lesson [data-ref], #lesson [data-value]");
      const key = at && (at.dataset.ref || at.id);
      if (key) tie(key, on);
    });
  }

  // Where the picture is larger than its frame, what is lit stays in sight, and a swap does not throw it back to its corner.
  let kept = [0, 0];
  let sought = false;
  document.addEventListener("htmx:beforeSwap", () => { if (picture()) kept = [picture().scrollLeft, picture().scrollTop]; });
  const keepInSight = () => {
    const stage = picture();
    if (!stage || (stage.scrollWidth <= stage.clientWidth && stage.scrollHeight <= stage.clientHeight)) return;
    const marks = (...kinds) => kinds.map((kind) => stage.querySelectorAll(kind)).find((found) => found.length) || [];
    const results = [".mark.lit.fore, .mark.lit.back", ".mark.lit, .mark.focused"];
    const lit = byId("guide") || sought ? marks(".mark.focused", ...results) : marks(...results);
    sought = false;
    const frame = stage.getBoundingClientRect(), boxes = [...lit].map((mark) => mark.getBoundingClientRect());
    if (!boxes.length) return;
    if (!boxes.some((box) => box.left >= frame.left + 8 && box.right <= frame.right - 8)) {
      stage.scrollLeft += boxes[0].left + boxes[0].width / 2 - frame.left - frame.width / 2;
    }
    if (!boxes.some((box) => box.top >= frame.top && box.bottom <= frame.bottom)) {
      stage.scrollTop += boxes[0].top + boxes[0].height / 2 - frame.top - frame.height / 2;
    }
  };
  document.addEventListener("htmx:afterSwap", () => {
    readout.textContent = "";
    if (picture()) picture().scrollTo(...kept);
  });
  // Only when it is settled has each mark the classes of this step.
  document.addEventListener("htmx:afterSettle", keepInSight);
})();
