// The stepper of a lesson in one file. Without it all steps stand one below the other.
"use strict";
{
  const byId = id => document.getElementById(id), all = selector => [...document.querySelectorAll(selector)];
  const moments = all(".moment"), count = moments.length, root = document.documentElement;
  let shown = 0;

  // Where a picture is wider than its frame, what has just been computed is in sight.
  const bringIntoSight = frame => {
    const lit = [...frame.querySelectorAll("use")].filter(one => byId(one.href.baseVal.slice(1)).querySelector(".lit > .body, .body.lit"));
    if (!lit.length || frame.scrollWidth <= frame.clientWidth) return;
    const box = lit[0].getBoundingClientRect(), seen = frame.getBoundingClientRect();
    frame.scrollLeft += box.left + box.width / 2 - seen.left - seen.width / 2;
  };

  const show = (number, told) => {
    shown = Math.min(Math.max(number, 1), count);
    const now = moments[shown - 1], training = now.parentElement;
    for (const one of moments) one.hidden = one !== now;
    for (const one of all(".training")) one.hidden = one !== training;
    for (const cell of training.querySelectorAll("td[data-from]")) cell.firstChild.hidden = Number(cell.dataset.from) > shown;
    bringIntoSight(now.querySelector(".pictures"));
    byId("scrub").value = shown;
    byId("scrub").setAttribute("aria-valuetext", now.querySelector("h3").textContent.trim());
    for (const [id, end] of [["first", 1], ["back", 1], ["next", count], ["last", count]]) byId(id).setAttribute("aria-disabled", shown === end);
    if (!told) return;
    byId("said").textContent = now.querySelector(".sentence").textContent;
    try { history.replaceState(null, "", "#step-" + shown); } catch { /* some frames have no history of their own */ }
  };
  const go = number => show(number, true);
  const named = () => Number((/^#step-(\d+)$/.exec(location.hash) || [])[1]) || Number(document.body.dataset.first);

  byId("first").onclick = () => go(1);
  byId("back").onclick = () => go(shown - 1);
  byId("next").onclick = () => go(shown + 1);
  byId("last").onclick = () => go(count);
  byId("scrub").oninput = event => go(Number(event.target.value));
  byId("theme").onclick = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  };
  const keys = { ArrowRight: () => go(shown + 1), ArrowLeft: () => go(shown - 1), Home: () => go(1), End: () => go(count) };
  addEventListener("keydown", event => {
    const inside = event.target.closest("input, .pictures:focus, .equation:focus, .scroll:focus");
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !(event.key in keys)) return;
    if (inside && (inside.tagName === "INPUT" || inside.scrollWidth > inside.clientWidth)) return;
    event.preventDefault();
    keys[event.key]();
  });
  addEventListener("hashchange", () => show(named(), false));
  for (const one of all(".numbers")) one.ontoggle = () => { for (const other of all(".numbers")) other.open = one.open; };
  byId("controls").hidden = false;
  show(named(), false);
}
