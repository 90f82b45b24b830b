// The links to the other languages lead to what is shown now, also after the working area went on.
"use strict";

(() => {
  const follow = () => {
    for (const link of document.querySelectorAll("a.language")) {
      link.setAttribute("href", link.dataset.there + location.pathname.slice(link.dataset.here.length) + location.search);
    }
  };
  for (const moved of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:historyRestore"]) document.addEventListener(moved, follow);
  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("a.language")) follow();
  }, true);
})();
