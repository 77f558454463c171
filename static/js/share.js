// Passes an appeal's address on: to the clipboard, or to the device's own sheet of apps. No third party is asked.

import { copy } from "./copying.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const done = button.parentElement.querySelector("[data-copied]");
  field.addEventListener("focus", () => field.select());
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (await copy(field.value)) done.textContent = done.dataset.copied;
    else field.focus();
  });
}

for (const item of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  item.hidden = false;
  item.querySelector("button").addEventListener("click", async () => {
    try {
      await navigator.share({ title: document.title, url: item.dataset.share });
    } catch {
      // Somebody closed the sheet; they know.
    }
  });
}
