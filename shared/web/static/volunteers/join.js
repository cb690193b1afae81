/* Takes where the phone is, to about 100 m, for whoever is at home and wishes it. The form is whole without. */
"use strict";

(() => {
  const box = document.querySelector(".at-home");
  if (!box || !("geolocation" in navigator) || !window.isSecureContext) return;
  const [lat, lon] = box.querySelectorAll("input");
  const told = box.querySelector("[role=status]");
  const coarse = (degrees) => degrees.toFixed(3);
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        [lat.value, lon.value] = [coarse(coords.latitude), coarse(coords.longitude)];
        told.textContent = box.dataset.taken;
      },
      () => { told.textContent = box.dataset.refused; },
    );
  });
})();
