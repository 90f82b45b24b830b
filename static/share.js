// Sharing: the page of the link «Share» as a dialog over this one, and its fields as they follow the choices.
// Without this file the link leads to that page, and a button brings the fields up to date.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  let asked = null;
  let resting = 0;

  const ask = async (address) => {
    if (asked) asked.abort();
    asked = new AbortController();
    const answer = await fetch(address, { signal: asked.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("#share-panel, .problem");
  };

  const offer = () => {
    byId("share-update").hidden = true;
    for (const button of document.querySelectorAll("#shared [data-copies]")) button.hidden = !navigator.clipboard;
  };

  const refresh = async (form) => {
    try {
      const panel = await ask(`${form.dataset.live}?${new URLSearchParams(new FormData(form))}`);
      if (!form.isConnected) return;
      const next = panel.querySelector("#shared");
      for (const id of ["share-name", "share-text"]) {
        const field = panel.querySelector(`#${id}`);
        if (field) byId(id).placeholder = field.placeholder;
      }
      byId("shared").replaceWith(document.adoptNode(next || panel));
      if (next) offer();
      else panel.id = "shared";
    } catch (error) {
      if (error.name !== "AbortError" && form.isConnected) form.submit();
    }
  };

  for (const name of ["input", "change", "submit"]) {
    document.addEventListener(name, (event) => {
      const form = event.target.closest("#share-form");
      if (!form) return;
      if (name === "submit") event.preventDefault();
      clearTimeout(resting);
      resting = setTimeout(() => refresh(form), name === "input" ? 300 : 0);
    });
  }

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("#shared textarea")) event.target.select();
  });

  // The dialog is about what is seen now, which the address says.
  const dialog = document.createElement("dialog");
  dialog.id = "share-dialog";
  dialog.className = "share-dialog";
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-labelledby", "share-title");

  const percent = (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
  const follow = () => {
    const link = byId("share");
    if (!link) return;
    const [page] = link.getAttribute("href").split("?");
    const of = location.pathname.slice(page.length - "/share".length) + location.search;
    const said = encodeURIComponent(of).replaceAll("%2F", "/").replace(/[!'()*]/g, percent);
    link.setAttribute("href", `${page}?of=${said}`);
  };
  for (const moved of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:historyRestore"]) document.addEventListener(moved, follow);

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a#share");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    follow();
    try {
      const panel = await ask(link.getAttribute("href").replace("/share?", "/panels/share?"));
      const close = document.createElement("button");
      close.type = "button";
      close.className = "control share-close";
      close.textContent = panel.dataset.close;
      close.addEventListener("click", () => dialog.close());
      dialog.replaceChildren(close, document.adoptNode(panel));
      if (!dialog.isConnected) document.body.append(dialog);
      if (byId("share-form")) offer();
      dialog.showModal();
    } catch {
      location.assign(link.getAttribute("href"));
    }
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  // A frame that is not seen asks for nothing.
  dialog.addEventListener("close", () => dialog.replaceChildren());

  if (byId("share-form")) offer();
})();
