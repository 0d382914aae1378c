// Optional helpers. Every page works without this file.
"use strict";

// A list too long to read gets a field that shows only the rows with the typed letters, and those already ticked.
for (const filter of document.querySelectorAll("[data-filter]")) {
  const input = filter.querySelector("input");
  const rows = filter.closest("form").querySelectorAll(".ticks .choice");
  filter.hidden = false;
  input.addEventListener("input", () => {
    const word = input.value.trim().toLowerCase();
    for (const row of rows) {
      row.hidden = !row.textContent.toLowerCase().includes(word) && !row.querySelector("input").checked;
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

// The months of age are for babies: out of the way for everybody else, unless something stands there already.
for (const months of document.querySelectorAll("[data-baby]")) {
  const age = document.getElementById("age");
  const show = () => {
    const field = months.querySelector("input");
    months.hidden = !["0", "1"].includes(age.value.trim()) && !field.value;
  };
  age.addEventListener("input", show);
  show();
}

// A second press while the first is under way does nothing; coming back to the page frees it again.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

// Printing and copying need a script; without one the browser's own commands do the same.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      return; // not allowed here: the text is selected, so the keyboard or a long press copies it
    }
    button.querySelector("span").textContent = button.dataset.done;
    button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
  });
}

// What went wrong is read first.
document.getElementById("form-error")?.focus();
