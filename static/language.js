// The link to the other language leads to what is shown now, also after the working area went on.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a.language");
  if (!link) return;
  link.href = link.dataset.there + location.pathname.slice(link.dataset.here.length) + location.search;
}, true);
