// Stepping: keys, quick clicks that are never lost, what a screen reader hears, and word of a server that does not answer.
// Without this file every control still works, as a link.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const QUEUED = new Set(["step", "back"]);
  let busy = false;
  let waiting = [];

  const follow = (id) => {
    const control = byId(id);
    if (control && control.href) control.click();
  };

  // A click while the last step is still on its way would ask for that same step again: it waits for the new control.
  document.addEventListener("click", (event) => {
    const control = event.target.closest && event.target.closest("#lesson a[hx-get]");
    if (!control || !busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (QUEUED.has(control.id)) waiting.push(control.id);
  }, true);

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target && event.detail.target.id === "lesson") busy = true;
  });

  const idle = () => {
    busy = false;
    const next = waiting.shift();
    if (next) follow(next);
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const problem = byId("problem");
    if (event.detail.target && event.detail.target.id === "problem") {
      problem.scrollIntoView({ block: "nearest" });
      return;
    }
    problem.replaceChildren();
    const sentence = byId("sentence");
    if (sentence) byId("announcer").textContent = sentence.textContent;
    idle();
  });

  const say = (title, text) => {
    const box = document.createElement("section");
    box.className = "problem";
    box.setAttribute("role", "alert");
    for (const [name, words] of [["problem-title", title], ["", text]]) {
      const line = document.createElement("p");
      line.className = name;
      line.textContent = words;
      box.append(line);
    }
    byId("problem").replaceChildren(box);
    waiting = [];
    busy = false;
  };

  document.addEventListener("htmx:responseError", () => { waiting = []; busy = false; });
  document.addEventListener("htmx:sendError", () => say("The server does not answer.", "Nothing is lost: this page and its address stay as they are. Try the step again in a moment."));
  document.addEventListener("htmx:timeout", () => say("The server is slow.", "It took more than 15 seconds. Nothing is lost; try the step again."));

  // Keys, outside of fields and of the picture (which walks by itself).
  const KEYS = { ArrowRight: "step", ArrowLeft: "back", Home: "first", End: "last", f: "to-forward", b: "to-backward", u: "to-update",
    1: "size-neuron", 2: "size-operation", 3: "size-layer", 4: "size-pass", 5: "size-update" };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (at.closest && at.closest("input, select, textarea, [contenteditable], [popover], [role=dialog]")) return;
    if (event.key === "?") {
      const keys = byId("keys");
      if (keys && keys.togglePopover) keys.togglePopover();
      return;
    }
    if (event.key === "Escape") {
      if (byId("keys").matches(":popover-open")) return;
      const out = document.querySelector("#unfocus, #guide-skip") || (document.body.classList.contains("projector") && document.querySelector(".looks a"));
      if (out) out.click();
      return;
    }
    if (at.closest && at.closest("#picture, .scroll, .equation, .focus-equations") && event.key.startsWith("Arrow")) return;
    const id = KEYS[event.key] || KEYS[event.key.toLowerCase()];
    if (!id || !byId(id)) return;
    event.preventDefault();
    follow(id);
  });

  // The table, copied.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("[data-copy]");
    if (!button) return;
    try {
      const answer = await fetch(button.dataset.copy);
      if (!answer.ok) throw new Error();
      await navigator.clipboard.writeText(await answer.text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying is not allowed here; download it instead";
    }
  });
  const offer = () => { for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard; };
  document.addEventListener("htmx:afterSettle", offer);
  document.addEventListener("DOMContentLoaded", offer);
})();
