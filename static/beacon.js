// The height that the whole of an embed would take, told to the page around it: whoever listens can fit the frame to it.
// What is measured does not depend on the height that the frame has now, so that the two cannot drive each other.
"use strict";

(() => {
  if (window.parent === window || !window.ResizeObserver) return;
  let said = 0;
  const say = () => {
    const root = document.documentElement;
    root.classList.add("measured");
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    root.classList.remove("measured");
    if (height === said) return;
    said = height;
    window.parent.postMessage({ type: "backprop-visualizer:resize", height }, "*");
    window.parent.postMessage({ subject: "lti.frameResize", height }, "*");
  };
  new ResizeObserver(say).observe(document.body);
})();
