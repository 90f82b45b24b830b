// What a row of a table speaks of, its data-marks, stands out in the picture while one points at the row or is in it.
"use strict";

(() => {
  const tie = (row, on) => {
    for (const id of row.dataset.marks.split(" ")) {
      const mark = document.getElementById(id);
      if (mark) mark.classList.toggle("tied", on);
    }
  };
  for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => {
      const row = event.target.closest && event.target.closest("[data-marks]");
      if (row) tie(row, on);
    });
  }
})();
