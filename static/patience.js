// A busy server asks to be asked again: how long one waits, how often, and what is said meanwhile.

export const MOST = 6;
const BUSY = 503, PROXY_ALONE = [502, 504], PROXY_SECONDS = 2;

// Milliseconds until the next try, somewhat longer each time and never the same for a whole hall; null where no other try
// would help. A proxy whose server is just being started again names no time.
export const pause = (status, retryAfter, tries) => {
  const asked = status === BUSY ? Number(retryAfter) : PROXY_ALONE.includes(status) ? PROXY_SECONDS : 0;
  return asked > 0 ? asked * 1000 * 1.4 ** tries * (1 + Math.random() / 3) : null;
};

const show = (left, kept) => {
  const box = document.getElementById("busy").content.cloneNode(true);
  box.querySelector(left).remove();
  const there = box.querySelector(kept);
  document.getElementById("problem").replaceChildren(box);
  return there;
};

export const sayWaiting = (wait) => {
  show(".gave-up", ".waiting").querySelector(".seconds").textContent = Math.ceil(wait / 1000);
};

export const sayGaveUp = (again) => {
  show(".waiting", ".gave-up").querySelector("button").addEventListener("click", () => {
    hush();
    again();
  });
};

export const hush = () => {
  const said = document.querySelector("#problem > .busy");
  if (said) said.remove();
};

// The answer to what `ask` sends, asked again while the server is busy; the last one when it stays so, with a button for
// `again` if that is given.
export const patiently = async (ask, again) => {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask(), wait = pause(answer.status, answer.headers.get("Retry-After"), tries);
    if (wait === null || tries === MOST) {
      if (tries) hush();
      if (wait !== null && again) sayGaveUp(again);
      return answer;
    }
    sayWaiting(wait);
    await new Promise((done) => setTimeout(done, wait));
  }
};
