// In a frame of another page: nothing here fills the history of that page, and the way out leads to what is seen.
// Without this file every control still works; only the way back of the page around the frame is longer.
"use strict";

(() => {
  history.pushState = (...state) => history.replaceState(...state);

  const within = (address) => new URL(address, location.href);
  const elsewhere = (event) => event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || elsewhere(event) || link.hasAttribute("target") || link.hasAttribute("download")) return;
    event.preventDefault();
    location.replace(within(link.getAttribute("href")));
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "get") return;
    event.preventDefault();
    const asked = within(form.getAttribute("action"));
    asked.search = new URLSearchParams(new FormData(form, event.submitter));
    location.replace(asked);
  });

  // A sandbox without allow-forms sends no form, and says nothing of it to the page: htmx is told by hand.
  const send = (event, form) => {
    if (window.origin !== "null" || !form || !form.hasAttribute("hx-get")) return;
    event.preventDefault();
    form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button[type=submit], button:not([type])");
    if (button && !event.defaultPrevented) send(event, button.form);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input") && !event.defaultPrevented) send(event, event.target.form);
  });

  // In a low frame the picture of a drawn digit begins with what the network sees.
  document.addEventListener("DOMContentLoaded", () => {
    const stage = document.querySelector(".digit #picture"), pixels = document.querySelector(".digit #picture .pixels");
    if (!pixels) return;
    const frame = stage.getBoundingClientRect(), box = pixels.getBoundingClientRect();
    stage.scrollTop += Math.max(0, box.top + box.height / 2 - frame.top - frame.height / 2);
  });

  // The link out follows each step: its address is this one's without the part that says that it is framed.
  const full = document.getElementById("full");
  const root = new URL(document.querySelector("link[rel=stylesheet]").href).pathname.replace(/\/static\/.*$/, "");
  const follow = () => {
    const path = location.pathname.slice(root.length) || "/lesson";
    full.href = location.origin + root.replace(/\/embed(\/controls=[^/]*)?(?=$|\/course\/)/, "") + path + location.search;
  };
  for (const moved of ["htmx:pushedIntoHistory", "htmx:replacedInHistory"]) document.addEventListener(moved, follow);
})();
