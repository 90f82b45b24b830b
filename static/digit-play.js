// A digit network trained in front of the user: the server's page after ever more updates, at most two a second.
// Without this file the links beside the button train it by as many updates as they say.
"use strict";

(() => {
  const BETWEEN = 500;
  const get = (id) => document.getElementById(id);
  let playing = false, resting = false, underWay = false, asked = 0;

  const label = () => {
    const button = get("digit-play");
    if (!button) return;
    button.hidden = false;
    button.textContent = playing ? button.dataset.pause : button.dataset.play;
    button.setAttribute("aria-pressed", String(playing));
  };

  const more = (keep) => {
    const button = get("digit-play");
    if (!button) return stop();
    asked = performance.now();
    underWay = true;
    const where = keep ? { push: button.dataset.href } : {};
    window.htmx.ajax("GET", button.dataset.get, { target: "#lesson", swap: "outerHTML show:none", source: "#lesson", ...where });
  };

  const stop = () => {
    playing = resting = false;
    label();
  };

  document.addEventListener("click", (event) => {
    const at = event.target.closest && event.target.closest("#digit-play, #lesson a[href]");
    if (!at) return;
    if (at.id !== "digit-play") return stop();
    playing = !playing;
    label();
    // What is played is not kept in the browser's history; where it rests is. htmx drops a request whose source another
    // request replaces, so one that is under way is waited for.
    resting = !playing && underWay;
    if (!underWay) more(!playing);
  });

  document.addEventListener("htmx:afterSettle", () => {
    underWay = false;
    label();
    if (resting) {
      resting = false;
      more(true);
    } else if (playing) setTimeout(() => { if (playing) more(false); }, Math.max(0, BETWEEN - (performance.now() - asked)));
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(failure, () => { underWay = false; stop(); });
  label();
})();
