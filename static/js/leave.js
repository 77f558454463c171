// "Leave this site quickly": the page's place in the history goes to the neutral page, and Escape, pressed three times,
// does the same as the link. Without this module the link is an ordinary one.

const PRESSES = 3;
// Between two presses; slower ones are meant for something else, such as closing a menu.
const PAUSE_MS = 1500;

const link = document.querySelector("[data-leave]");
let presses = 0;
let lastMs = 0;

function leave() {
  // At once, because the neutral page may take seconds to come.
  document.documentElement.hidden = true;
  document.title = "…";
  location.replace(link.href);
}

function count(event) {
  if (event.key !== "Escape" || event.repeat) {
    presses = 0;
    return;
  }
  presses = event.timeStamp - lastMs < PAUSE_MS ? presses + 1 : 1;
  lastMs = event.timeStamp;
  if (presses === PRESSES) {
    leave();
  }
}

link?.addEventListener("click", (event) => {
  // With a modifier the link opens elsewhere and this page stays.
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    leave();
  }
});
if (link) {
  document.addEventListener("keydown", count);
  // A browser that puts the page back as it was must not show an empty one.
  addEventListener("pageshow", () => {
    document.documentElement.hidden = false;
  });
}
