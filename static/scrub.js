// The scrubber where nothing plays: it says where it stands while it is moved, and goes there when it is let go.
// Without this file its button does.
const hide = () => { if (document.getElementById("go")) document.getElementById("go").hidden = true; };

document.addEventListener("input", (event) => {
  if (event.target.id !== "scrub") return;
  for (const one of document.querySelectorAll('[data-frame="updates"]')) one.textContent = Number(event.target.value).toLocaleString("en");
});
document.addEventListener("change", (event) => { if (event.target.id === "scrub") event.target.form.requestSubmit(); });
document.addEventListener("htmx:afterSettle", hide);
hide();
