// Makes a tip one press to send: gives the form its token and keeps a second press from sending. Nothing else depends on it.

const TOKEN_BYTES = 16;

function newToken() {
  // Without HTTPS, as on many onion and test addresses, browsers offer random values but no randomUUID.
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sendAtOnce(form, button) {
  const token = form.elements.token;
  // A token that is there came from the server or from this page's earlier press: sending it again is the same tip.
  token.value ||= newToken();
  if (button.dataset.sendLabel) button.textContent = button.dataset.sendLabel;
  form.querySelector("[data-check-note]")?.setAttribute("hidden", "");
}

function pressOnce(form, button) {
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
    button.setAttribute("aria-disabled", "true");
  });
  // Somebody who comes back with the browser's button gets the page as it was left.
  addEventListener("pageshow", () => button.removeAttribute("aria-disabled"));
}

for (const form of document.querySelectorAll("[data-tip-form]")) {
  const button = form.querySelector("button");
  sendAtOnce(form, button);
  pressOnce(form, button);
}
