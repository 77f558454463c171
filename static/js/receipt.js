// Helps to keep a receipt: copies, prints or saves it, and asks before the page that cannot come back is left without.

import { copy } from "./copying.js";

function warnBeforeLeaving() {
  const warn = (event) => {
    // Whoever leaves quickly has hidden the page first, and must not be held up by a question.
    if (!document.documentElement.hidden) event.preventDefault();
  };
  addEventListener("beforeunload", warn);
  return () => removeEventListener("beforeunload", warn);
}

function save(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = "receipt.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function help(box) {
  const receipt = box.querySelector("data").value;
  const acts = box.querySelector("[data-receipt-acts]");
  const done = box.querySelector("[data-copied]");
  const calmDown = warnBeforeLeaving();
  acts.hidden = false;
  acts.querySelector("[data-receipt-copy]").addEventListener("click", async () => {
    if (!(await copy(receipt))) return;
    done.textContent = done.dataset.copied;
    calmDown();
  });
  acts.querySelector("[data-receipt-save]").addEventListener("click", () => {
    save(`${receipt}\n${new URL(acts.dataset.receiptActs, location.href)}\n`);
    calmDown();
  });
  acts.querySelector("[data-receipt-print]").addEventListener("click", () => print());
  addEventListener("afterprint", calmDown);
  // So does whoever goes to another site. Before the link's own script, which may leave at once.
  const leavesQuickly = (event) => {
    const link = event.target.closest("a");
    if (link && link.host !== location.host) calmDown();
  };
  document.addEventListener("click", leavesQuickly, { capture: true });
}

for (const box of document.querySelectorAll("[data-receipt]")) help(box);
