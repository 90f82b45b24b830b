// An answer that refuses one field of a form is said at that field, where it covers nothing.
// Without this file it stands above the page; without any script it is a page of its own.
"use strict";

(() => {
  const forget = (form) => {
    for (const one of form.querySelectorAll(".problem")) one.remove();
    for (const one of form.querySelectorAll("[aria-invalid]")) {
      one.removeAttribute("aria-invalid");
      one.removeAttribute("aria-errormessage");
    }
  };

  const asking = (event) => event.detail.elt.closest("#lesson form");

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = asking(event);
    if (form) forget(form);
  });

  document.addEventListener("htmx:responseError", (event) => {
    const form = asking(event);
    if (!form) return;
    document.addEventListener("htmx:afterSettle", () => {
      const said = document.querySelector("#problem > [data-field]");
      const field = said && form.elements[said.dataset.field];
      const place = field && field.closest && field.closest(".field, .edit");
      if (!place || !field.checkVisibility()) return;
      said.id = "refused";
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-errormessage", said.id);
      place.append(said);
      field.focus();
      said.scrollIntoView({ block: "nearest" });
    }, { once: true });
  });
})();
