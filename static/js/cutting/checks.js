// What the server would send back is said before: browsers forget the files of a form that comes back.

import { fileOf, isBlank, isStored } from "./rows.js";

export class Checks {
  #form;
  #rows;
  #text;
  #totalBytes;
  #summary;
  #isSent = false;

  constructor(form, rows, { text, totalBytes, summary, isBusy }) {
    this.#form = form;
    this.#rows = rows;
    this.#text = text;
    this.#totalBytes = totalBytes;
    this.#summary = summary;
    form.addEventListener("submit", (event) => this.#submitted(event));
    addEventListener("beforeunload", (event) => {
      if (!this.#isSent && (isBusy() || rows.withCut.length)) event.preventDefault();
    });
    // Somebody who comes back with the browser's button may leave unsaved cuts again.
    addEventListener("pageshow", () => { this.#isSent = false; });
  }

  #submitted(event) {
    const lacks = [...this.#lacking(), ...this.#tooMuch()];
    this.#isSent = !lacks.length;
    this.#summary.hidden = this.#isSent;
    if (this.#isSent) return;
    event.preventDefault();
    this.#summary.querySelector("[data-checks-list]").replaceChildren(...lacks.map(itemOf));
    this.#summary.focus();
    this.#summary.scrollIntoView({ block: "nearest" });
  }

  // Fields that Django marks as required and nothing is in, with the sentence to say.
  *#lacking() {
    for (const field of this.#form.querySelectorAll("[aria-invalid]")) {
      if (field.dataset.checked) field.removeAttribute("aria-invalid");
    }
    for (const label of this.#form.querySelectorAll("label.required")) {
      const row = label.closest(".inline-related");
      if (label.control && !label.control.value.trim() && this.#isToSend(row)) {
        yield this.#lack("required", label.control, label.textContent.replace(/:\s*$/, ""), row);
      }
    }
    for (const row of this.#rows.all) {
      if (!isBlank(row) && !isStored(row) && !fileOf(row).files.length) {
        const fold = fileOf(row).closest("details");
        if (fold) fold.open = true;
        yield this.#lack("picture", fileOf(row), "", row);
      }
    }
  }

  *#tooMuch() {
    if (this.#rows.bytes > this.#totalBytes) {
      yield { field: this.#rows.all.map(fileOf).find((each) => each.files.length), sentence: this.#text("too-much") };
    }
  }

  #isToSend(row) {
    if (!row) return true;
    const isDeleted = row.querySelector("[name$='-DELETE']")?.checked;
    return !row.classList.contains("empty-form") && !isDeleted && !isBlank(row);
  }

  #lack(name, field, label, row) {
    field.setAttribute("aria-invalid", "true");
    field.dataset.checked = "true";
    if (!row) return { field, sentence: this.#text(name, { label }) };
    // As the row itself is headed: by number while it is new, else by its description.
    const crop = row.querySelector(".inline_label").textContent.trim();
    return { field, sentence: this.#text(`${name}-in-crop`, { label, name: crop }) };
  }
}

function itemOf({ field, sentence }) {
  const link = document.createElement("a");
  link.href = `#${field.id}`;
  link.textContent = sentence;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    field.focus();
  });
  const item = document.createElement("li");
  item.append(link);
  return item;
}
