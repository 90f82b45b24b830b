// Stepping: keys, quick clicks that are never lost, what a screen reader hears, and word of a server that does not answer.
// Without this file every control still works, as a link.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const area = (event) => event.detail.target && event.detail.target.id === "lesson";

  // One request at a time. What is clicked or sent while an answer is on its way would start from where one is no longer:
  // it waits for the same control of that answer.
  let busy = null;
  let waiting = [];
  let patience = 0;

  const follow = (id, title) => {
    const control = byId(id);
    if (!control || !control.hasAttribute("href") || (title !== undefined && control.getAttribute("title") !== title)) return;
    control.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  };

  const sendAgain = (id, values) => {
    const form = byId(id);
    if (!form) return;
    for (const [name, value] of values) {
      const field = form.elements[name];
      if (field && field.type === "checkbox") field.checked = true;
      else if (field && field.type !== "hidden") field.value = value;
    }
    form.requestSubmit();
  };

  const hold = (event, later) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.push(later);
  };

  document.addEventListener("click", (event) => {
    const control = event.target.closest && event.target.closest("#lesson a[id]");
    if (!control || !busy || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const title = control.getAttribute("title");
    hold(event, () => follow(control.id, title));
  }, true);

  // A mouse that is pressed before an answer and released after it has clicked none of the two elements, says a browser;
  // for the hand it was the same control.
  let pressed = null;
  document.addEventListener("pointerdown", (event) => {
    pressed = event.pointerType === "mouse" && event.button === 0 ? event.target.closest("#lesson a[id]") : null;
  });
  document.addEventListener("pointerup", (event) => {
    const there = event.target.closest && event.target.closest("#lesson a[id]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (plain && pressed && there && there.id === pressed.id && !pressed.isConnected) follow(there.id);
    pressed = null;
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!busy || !form.id || !form.closest("#lesson")) return;
    const values = [...new FormData(form)];
    hold(event, () => sendAgain(form.id, values));
  }, true);

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!area(event)) return;
    busy = event.detail.elt;
    clearTimeout(patience);
    patience = setTimeout(() => say("slow", "patience"), 3000);
  });

  const rest = () => {
    busy = null;
    clearTimeout(patience);
  };

  // A busy server is asked again (retry.js): the same answer is waited for.
  document.addEventListener("retry:waiting", () => clearTimeout(patience));

  // The swap may take away what had the keyboard: the next thing of its kind gets it, not the top of the page.
  let held = "";
  document.addEventListener("htmx:beforeSwap", () => {
    const at = document.activeElement;
    held = at && at.closest("#lesson") ? at.id || "lesson" : "";
  });

  // After an answer the reply is heard, and the next question has the keyboard.
  const answered = () => /^(answer|check|show)-/.test(held);

  const handBack = () => {
    if (!held || document.activeElement !== document.body || !document.hasFocus()) return;
    const next = answered() && ["#quiz .ask input:not([type=hidden])", "#quiz .ask a", "#quiz a"].map((one) => document.querySelector(one)).find(Boolean);
    (next || byId("guide") || byId("step") || byId("main")).focus({ preventScroll: true });
  };

  const entitle = (heading, title) => {
    document.querySelector(".heading").textContent = heading;
    document.title = title;
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target && event.detail.target.id === "problem") return;
    rest();
    byId("problem").replaceChildren();
    const said = (answered() && document.querySelector("#quiz .reply")) || byId("sentence") || byId("guide"), title = byId("lesson").dataset.title;
    byId("announcer").textContent = said ? said.textContent.trim() : "";
    entitle(title, `${title} · Backprop Visualizer`);
    handBack();
    const next = waiting.shift();
    if (next) next();
  });

  // The words of this page, by their names; the server wrote them in its language.
  const word = (name) => byId("problem").dataset[name];

  const say = (title, text) => {
    const box = document.createElement("section");
    box.className = "problem passing";
    box.setAttribute("role", "alert");
    for (const [name, words] of [["problem-title", title], ["", text]]) {
      const line = document.createElement("p");
      line.className = name;
      line.textContent = word(words);
      box.append(line);
    }
    byId("problem").replaceChildren(box);
  };

  const give = (title, text) => () => {
    rest();
    waiting = [];
    if (title) say(title, text);
  };

  document.addEventListener("htmx:responseError", give());
  document.addEventListener("htmx:swapError", give("unshown", "reload"));
  document.addEventListener("htmx:sendError", give("silent", "retry"));
  document.addEventListener("htmx:timeout", give("slow", "late"));

  // An answer that is an error moves nothing, so the address stays as well.
  document.addEventListener("htmx:beforeHistoryUpdate", (event) => {
    if (event.detail.failed) Object.assign(event.detail.history, { type: "replace", path: location.pathname + location.search });
  });

  // The browser's own back and forward: the last one asked for wins; where the server is silent the browser says so itself.
  let restoring = null;
  document.addEventListener("htmx:historyCacheMiss", (event) => {
    if (busy) window.htmx.trigger(busy, "htmx:abort");
    if (restoring) restoring.abort();
    rest();
    waiting = [];
    restoring = busy = event.detail.xhr;
    restoring.onerror = () => location.reload();
  });
  document.addEventListener("htmx:historyRestore", (event) => {
    const page = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    entitle(page.querySelector(".heading").textContent, page.title);
  });

  // Keys, outside of fields and of the picture (which walks by itself).
  const KEYS = { ArrowRight: "step", ArrowLeft: "back", Home: "first", End: "last", f: "to-forward", b: "to-backward", u: "to-update",
    ",": "course-before", ".": "course-after", 1: "size-neuron", 2: "size-operation", 3: "size-layer", 4: "size-pass", 5: "size-update" };

  const takesArrows = (at) => {
    const region = at.closest("#picture, .scroll, .equation, .focus-equations, pre");
    return region && (region.id === "picture" || region.scrollWidth > region.clientWidth);
  };

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
    if (event.key.startsWith("Arrow") && at.closest && takesArrows(at)) return;
    const id = KEYS[event.key] || KEYS[event.key.toLowerCase()];
    if (!id || !byId(id)) return;
    event.preventDefault();
    // A key that is held down steps as fast as the server answers, and stops when it is let go.
    if (!event.repeat || !busy) follow(id);
  });

  // The table, or a line of this page, copied.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("[data-copy], [data-copies]");
    if (!button) return;
    try {
      if (button.dataset.copies) {
        await navigator.clipboard.writeText(byId(button.dataset.copies).textContent);
        button.textContent = word("copied");
        return;
      }
      const answer = await fetch(button.dataset.copy);
      if (!answer.ok) throw new Error();
      await navigator.clipboard.writeText(await answer.text());
      button.textContent = word("copied");
    } catch {
      button.textContent = word("denied");
    }
  });
  const offer = () => { for (const button of document.querySelectorAll("[data-copy], [data-copies]")) button.hidden = !navigator.clipboard; };
  document.addEventListener("htmx:afterSettle", offer);
  document.addEventListener("DOMContentLoaded", offer);
})();
