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

// A second press while the first is under way does nothing; coming back to the page frees it again.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

// What went wrong is read first.
document.getElementById("form-error")?.focus();
