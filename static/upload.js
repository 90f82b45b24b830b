// A picture of a digit: chosen, pasted, or dropped on the pad.
const pad = document.getElementById("pad"), form = document.getElementById("upload"), field = form.elements.picture;
const send = (files) => {
  const picture = [...files].find((file) => file.type.startsWith("image/"));
  if (!picture) return;
  const given = new DataTransfer();
  given.items.add(picture);
  field.files = given.files;
  form.requestSubmit();
};
field.addEventListener("change", () => { if (field.files.length) form.requestSubmit(); });
document.addEventListener("paste", (event) => send(event.clipboardData ? event.clipboardData.files : []));
pad.addEventListener("dragover", (event) => event.preventDefault());
pad.addEventListener("drop", (event) => {
  event.preventDefault();
  send(event.dataTransfer.files);
});
