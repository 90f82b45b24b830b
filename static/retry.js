// What a busy server did not answer is asked again by itself, and the page says so; so are pictures that did not come.
// Without this file a busy server's page asks again as well: its answer tells the browser when.
import { MOST, hush, patiently, pause, sayGaveUp, sayWaiting } from "./patience.js";

let tries = 0, timer = 0;

const stop = () => {
  clearTimeout(timer);
  timer = tries = 0;
};

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig: sent, etc, pathInfo } = event.detail;
  const wait = sent.verb === "get" ? pause(xhr.status, xhr.getResponseHeader("Retry-After"), tries) : null;
  if (wait === null) return;
  const again = () => {
    timer = 0;
    window.htmx.ajax("GET", pathInfo.requestPath, {
      source: sent.elt, event: sent.triggeringEvent, target: sent.target, swap: etc.swapOverride, select: etc.select,
      values: etc.values, push: etc.push, replace: etc.replace,
    });
  };
  event.detail.shouldSwap = false;
  if (tries === MOST) {
    stop();
    sayGaveUp(again);
    return;
  }
  // Not a failure yet: what is clicked meanwhile goes on waiting for this answer.
  event.detail.isError = false;
  document.dispatchEvent(new Event("retry:waiting"));
  sayWaiting(wait);
  tries += 1;
  timer = setTimeout(again, wait);
});

// Who goes elsewhere meanwhile does not want the old answer any more.
const elsewhere = () => {
  if (!timer) return;
  stop();
  hush();
};
document.addEventListener("htmx:beforeRequest", elsewhere);
document.addEventListener("htmx:historyCacheMiss", elsewhere);
document.addEventListener("htmx:afterSettle", stop);

// The page that the browser goes back to is asked for like any other, and its own answer says when.
document.addEventListener("htmx:historyCacheMissLoadError", () => location.reload());

// A picture tells no status, so its address is asked for once more; those of one address come together. What failed before
// this script was there is found in the browser's own notes.
const asked = new Map();
const addressOf = (picture) => picture.getAttribute(picture.matches("img") ? "src" : "href");

const askAgain = async (picture) => {
  const address = addressOf(picture);
  if (picture.dataset.asked === address) return;
  picture.dataset.asked = address;
  if (!asked.has(address)) asked.set(address, patiently(() => fetch(address)).finally(() => asked.delete(address)));
  const answer = await asked.get(address).catch(() => null);
  if (answer && answer.ok && addressOf(picture) === address) picture.setAttribute(picture.matches("img") ? "src" : "href", address);
};

document.addEventListener("error", (event) => {
  if (event.target.matches && event.target.matches("img, image")) askAgain(event.target);
}, true);
for (const picture of document.querySelectorAll("img, image")) {
  const notes = performance.getEntriesByName(new URL(addressOf(picture), location.href).href);
  if (notes.some((note) => note.responseStatus >= 500)) askAgain(picture);
}
