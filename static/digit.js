// The digit page: what is pointed at says its numbers, a pixel can be walked to with the arrows, and the count of edges
// is a slider. Without this file the same numbers are a click on a neuron, an edge or an example away.
"use strict";

(() => {
  const SIDE = 16;
  const get = (id) => document.getElementById(id);
  const area = () => get("lesson");
  const still = () => area() && !area().classList.contains("live");

  // A pixel's own two numbers are on the page; its paths, and a neuron's edges, are asked for when one lingers.
  const box = document.createElement("div");
  box.id = "peek-text";
  box.setAttribute("aria-hidden", "true");
  let lingering = 0, asked = null, at = { x: 0, y: 0 };

  const show = (nodes) => {
    box.replaceChildren(...nodes);
    const left = Math.min(at.x + 18, window.innerWidth - box.offsetWidth - 8);
    const top = Math.min(at.y + 18, window.innerHeight - box.offsetHeight - 8);
    box.style.left = `${Math.max(left, 4)}px`;
    box.style.top = `${Math.max(top, 4)}px`;
  };

  const leave = () => {
    clearTimeout(lingering);
    if (asked) asked.abort();
    asked = null;
    box.replaceChildren();
    const drawn = get("peek"), cursor = get("cursor");
    if (drawn) drawn.replaceChildren();
    if (cursor) cursor.setAttribute("visibility", "hidden");
  };

  const ask = async (focus) => {
    const address = area().dataset.peek.replace("focus=C", `focus=${focus}`), mine = (asked = new AbortController());
    try {
      const answer = await fetch(address, { signal: mine.signal });
      if (!answer.ok || mine !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      show([...page.getElementById("peek-text").childNodes]);
      const drawn = get("peek"), edges = page.getElementById("peek");
      if (drawn && edges) drawn.replaceWith(document.adoptNode(edges));
    } catch (error) {
      if (error.name !== "AbortError") leave();
    }
  };

  const linger = (focus) => {
    clearTimeout(lingering);
    if (asked) asked.abort();
    asked = null;
    lingering = setTimeout(() => { if (still()) ask(focus); }, 90);
  };

  // The pixel under the pointer, counted row by row from 1; 0 where there is none.
  const pixelAt = (event) => {
    const frame = get("pixels").getBoundingClientRect();
    const column = Math.floor(((event.clientX - frame.left) / frame.width) * SIDE);
    const row = Math.floor(((event.clientY - frame.top) / frame.height) * SIDE);
    return row < 0 || column < 0 || row >= SIDE || column >= SIDE ? 0 : row * SIDE + column + 1;
  };

  const pixelWords = (pixel) => {
    const x = JSON.parse(get("live-pixels").dataset.x || "[]"), slope = JSON.parse(get("overlay").dataset.slope || "[]");
    const line = document.createElement("p");
    const where = area().dataset.where.replace("{row}", Math.floor((pixel - 1) / SIDE) + 1).replace("{column}", ((pixel - 1) % SIDE) + 1);
    line.textContent = [where, x.length && `x = ${x[pixel - 1]}`, slope.length && still() && `∂C/∂x = ${slope[pixel - 1]}`].filter(Boolean).join(" · ");
    return line;
  };

  // With a neuron in focus a pixel stands for the edge between the two.
  const focusOf = (pixel) => {
    const neuron = document.querySelector("#picture .card.focused");
    const place = neuron && neuron.id.split("-").map(Number);
    return place && place[1] === 1 ? `w-1-${place[2]}-${pixel}` : `x-0-${pixel}`;
  };

  let current = 0;
  const point = (pixel) => {
    current = pixel;
    const cursor = get("cursor");
    cursor.setAttribute("visibility", "visible");
    cursor.setAttribute("x", (pixel - 1) % SIDE);
    cursor.setAttribute("y", Math.floor((pixel - 1) / SIDE));
    show([pixelWords(pixel)]);
    if (still()) linger(focusOf(pixel));
  };

  document.addEventListener("pointermove", (event) => {
    const target = event.target.closest ? event.target : null;
    at = { x: event.clientX, y: event.clientY };
    if (target && target.id === "pixels") {
      const pixel = pixelAt(event);
      if (pixel && pixel !== current) point(pixel);
      else if (pixel && box.firstChild) show([...box.childNodes]);
      return;
    }
    if (current) { current = 0; leave(); }
    const card = target && target.closest("#picture .card");
    const key = card ? card.id : "";
    if (key === hovered) return;
    hovered = key;
    leave();
    if (key && still()) linger(key.replace("neuron", "z"));
  });
  let hovered = "";

  const go = (href) => {
    if (!window.htmx) return void location.assign(href);
    const fragment = href.replace(/\/digit(?=$|\?)/, "/panels/digit");
    window.htmx.ajax("GET", fragment, { target: "#lesson", swap: "outerHTML show:none", source: get("picture"), push: href });
  };

  const focusAddress = (focus) => area().dataset.peek.replace("/panels/digit-peek", "/digit").replace("focus=C", `focus=${focus}`);

  document.addEventListener("click", (event) => {
    if (event.target.id !== "pixels" || !still()) return;
    const pixel = pixelAt(event);
    if (pixel) go(focusAddress(focusOf(pixel)));
  });

  // Within the picture the arrows lead to the pixels, too, and from pixel to pixel.
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "pixels" || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }, move = moves[event.key];
    if (event.key === "Enter" && current) go(focusAddress(focusOf(current)));
    if (!move) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const frame = event.target.getBoundingClientRect(), last = current - 1;
    const row = current ? Math.floor(last / SIDE) + move[0] : 0, column = current ? (last % SIDE) + move[1] : 0;
    if (column >= SIDE) {
      document.querySelector("#picture .card").focus();
      return leave();
    }
    if (row < 0 || column < 0 || row >= SIDE) return;
    at = { x: frame.left + (column + 1) * (frame.width / SIDE), y: frame.top + (row + 1) * (frame.height / SIDE) };
    point(row * SIDE + column + 1);
    document.getElementById("announcer").textContent = box.textContent;
  }, true);

  document.addEventListener("change", (event) => {
    const slider = event.target;
    if (slider.id !== "edge-count") return;
    const put = (address) => address.replace("edges=0", `edges=${slider.value}`);
    window.htmx.ajax("GET", put(slider.dataset.get), { target: "#lesson", swap: "outerHTML show:none", source: slider, push: put(slider.dataset.href) });
  });

  const ready = () => {
    if (!box.isConnected) document.body.append(box);
    const slider = get("edge-count");
    if (slider) slider.hidden = !window.htmx;
    current = 0;
    hovered = "";
    leave();
  };
  document.addEventListener("DOMContentLoaded", ready);
  document.addEventListener("htmx:afterSettle", ready);
})();
