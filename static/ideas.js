// Dragging on the pages of the ideas: while a slider moves, or a point is dragged in a picture, the server is asked for the
// working area again and its parts replace those of the page. One request at a time, the newest wins; when the hand rests,
// the address follows. Without this file every form has its button.
import { patiently } from "./patience.js";

(() => {
  let flying = null;
  let wanted = null;
  let settled = 0;

  const asked = (form) => {
    const said = new URLSearchParams(new FormData(form));
    return form.dataset.live.split("?")[0] + "?" + said;
  };

  const put = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const next = page.getElementById("lesson");
    const now = document.getElementById("lesson");
    if (!next || !now) return;
    for (const part of next.querySelectorAll("[data-part]")) {
      const old = document.getElementById(part.id);
      if (!old) continue;
      const mine = document.importNode(part, true);
      old.replaceWith(mine);
      window.htmx.process(mine);
    }
    now.dataset.address = next.dataset.address;
  };

  const fly = async () => {
    const address = wanted;
    wanted = null;
    flying = new AbortController();
    try {
      const answer = await patiently(() => fetch(address, { signal: flying.signal }), () => {
        wanted = address;
        fly();
      });
      // What is refused is said when the hand rests, by the form itself.
      if (answer.ok) put(await answer.text());
    } catch {
      wanted = null;
    }
    flying = null;
    if (wanted) fly();
    else rest();
  };

  // The address of what is seen; one entry of the browser's history for a whole drag.
  const rest = () => {
    clearTimeout(settled);
    settled = setTimeout(() => {
      const area = document.getElementById("lesson");
      if (flying || dragging || !area || !area.dataset.address) return;
      const here = location.pathname + location.search;
      if (area.dataset.address !== here) {
        // In a frame the way back is the host page's.
        const framed = document.body.classList.contains("embed");
        if (!framed) history.replaceState({ htmx: true }, "");
        history[framed ? "replaceState" : "pushState"]({ htmx: true }, "", area.dataset.address);
      }
      const said = document.getElementById("sentence");
      if (said) document.getElementById("announcer").textContent = said.textContent.trim();
    }, 350);
  };

  const live = (form) => {
    wanted = asked(form);
    if (!flying) fly();
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-live]");
    if (!form || event.target.type !== "range") return;
    // A slider of powers of ten writes its number into the field beside it.
    const field = form.elements[event.target.dataset.log];
    if (field) field.value = Number((10 ** event.target.value).toPrecision(3));
    live(form);
  });

  const level = () => {
    for (const slider of document.querySelectorAll("input[data-log]")) {
      slider.value = Math.log10(Number(slider.form.elements[slider.dataset.log].value));
    }
  };
  document.addEventListener("DOMContentLoaded", level);
  document.addEventListener("htmx:afterSettle", level);

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-live]");
    if (form && event.target.tagName === "SELECT") form.requestSubmit();
  });

  // A point in a picture: data-pick names the form and its two fields, data-frame the place of the plot on the picture,
  // data-range what its edges stand for.
  let dragging = null;

  const pick = (event, picture) => {
    const [form, across, up] = picture.dataset.pick.split(" ");
    const [x, y, width, height] = picture.dataset.frame.split(" ").map(Number);
    const [left, right, bottom, top] = picture.dataset.range.split(" ").map(Number);
    const fields = document.getElementById(form).elements;
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    const share = (value, from, length) => Math.min(Math.max((value - from) / length, 0), 1);
    const round = (value, span) => Number(value.toPrecision(Math.max(1, Math.ceil(Math.log10(Math.abs(value) / span || 1e-9)) + 3)));
    fields[across].value = round(left + share(place.x, x, width) * (right - left), right - left);
    fields[up].value = round(top - share(place.y, y, height) * (top - bottom), top - bottom);
    live(document.getElementById(form));
  };

  document.addEventListener("pointerdown", (event) => {
    const picture = event.target.closest && event.target.closest("svg[data-pick]");
    if (!picture || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // A finger on the plot scrolls the page; it drags where it takes the point itself.
    if (event.pointerType !== "mouse" && !event.target.closest(".handle")) return;
    event.preventDefault();
    dragging = picture.id;
    pick(event, picture);
  });
  document.addEventListener("pointermove", (event) => {
    if (!dragging) return;
    if (!(event.buttons & 1)) return void drop();
    pick(event, document.getElementById(dragging));
  });
  const drop = () => {
    if (!dragging) return;
    dragging = null;
    rest();
  };
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
  document.addEventListener("dragstart", (event) => {
    if (dragging) event.preventDefault();
  });
  // The grid of links is for where there is no script; a click goes to its very place.
  document.addEventListener("click", (event) => {
    const picture = event.target.closest && event.target.closest("svg[data-pick]");
    if (!picture || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.detail) {
      pick(event, picture);
      rest();
    }
  }, true);
})();
