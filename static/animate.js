// An animation, asked for part by part so that one sees how far it is; without this file its link leads to the whole.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id), of = byId("animation"), make = byId("make");
  if (!make) return;
  const { address, type } = of.dataset, parts = Number(of.dataset.parts);
  make.hidden = false;

  make.onclick = async () => {
    make.disabled = true;
    byId("failed").hidden = true;
    byId("making").hidden = false;
    const made = [];
    try {
      for (let part = 0; part < parts; part += 1) {
        byId("made").value = part;
        const answer = await fetch(`${address}&part=${part}`);
        if (!answer.ok) throw new Error(answer.status);
        made.push(await answer.arrayBuffer());
      }
    } catch {
      byId("failed").hidden = false;
      byId("making").hidden = true;
      make.disabled = false;
      return;
    }
    byId("making").hidden = true;
    const whole = URL.createObjectURL(new Blob(made, { type })), preview = byId("preview");
    byId("download").href = whole;
    const play = () => { byId("still").hidden = true; preview.src = whole; preview.hidden = false; };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      byId("still").hidden = false;
      byId("play").onclick = play;
    } else {
      play();
    }
  };
})();
