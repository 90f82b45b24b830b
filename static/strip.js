// The ten outputs over the last ten seconds of drawing, so that one sees the moment at which a 1 becomes a 7. It only
// plots what the server answered, and stands still when nothing is drawn.
"use strict";

(() => {
  const SPAN = 10000, WORTH = 0.15;
  const strip = document.getElementById("strip");
  if (!strip) return;
  let seen = [];

  const draw = () => {
    const view = strip.getContext("2d"), style = getComputedStyle(strip), scale = window.devicePixelRatio || 1;
    const width = strip.clientWidth, height = strip.clientHeight;
    strip.width = width * scale;
    strip.height = height * scale;
    view.scale(scale, scale);
    if (!seen.length) return;
    const newest = seen[seen.length - 1], right = width - 16;
    const across = (time) => right * (1 - (newest.time - time) / SPAN), up = (value) => 8 + (height - 16) * (1 - value);
    const top = newest.y.indexOf(Math.max(...newest.y));
    view.font = style.font;
    view.textBaseline = "middle";
    for (let digit = 0; digit < 10; digit += 1) {
      view.strokeStyle = view.fillStyle = digit === top ? style.outlineColor : style.color;
      view.lineWidth = digit === top ? 2.5 : 1;
      view.beginPath();
      for (const { time, y } of seen) view.lineTo(across(time), up(y[digit]));
      view.stroke();
      if (digit === top || newest.y[digit] > WORTH) view.fillText(String(digit), right + 4, up(newest.y[digit]));
    }
    strip.setAttribute("aria-label", strip.dataset.now.replace("{digit}", top));
  };

  document.addEventListener("pad:outputs", (event) => {
    if (!event.detail) seen = [];
    else {
      const time = performance.now();
      // Time stands still between two drawings.
      if (seen.length && time - seen[seen.length - 1].time > SPAN) seen = [];
      seen = [...seen.filter((one) => time - one.time <= SPAN), { time, y: event.detail }];
    }
    draw();
  });
})();
