// A button that prints the page, for browsers whose own command people do not find. It is hidden until this runs.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
