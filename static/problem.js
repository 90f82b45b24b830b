// What went wrong, said above the page: a title, and what to do about it.
export const say = (title, text) => {
  const box = document.createElement("section");
  box.className = "problem passing";
  box.setAttribute("role", "alert");
  for (const [name, words] of [["problem-title", title], ["", text]]) {
    const line = document.createElement("p");
    line.className = name;
    line.textContent = words;
    box.append(line);
  }
  document.getElementById("problem").replaceChildren(box);
};
