// What the server would send back is said before: browsers forget the files of a form that comes back.

import { fileOf, isBlank, isStored } from "./rows.js";

// What may mend one of the things that are missing; "filled" is a cut that a script put into its row.
const MENDING = ["input", "change", "filled", "click"];

export class Checks {
  #form;
  #rows;
  #text;
  #totalBytes;
  #summary;
  #signedIn;
  #lacks = [];
  #isSent = false;

  constructor(form, rows, { text, totalBytes, summary, isBusy, signedIn }) {
    this.#form = form;
    this.#rows = rows;
    this.#text = text;
    this.#totalBytes = totalBytes;
    this.#summary = summary;
    this.#signedIn = signedIn;
    form.addEventListener("submit", (event) => this.#submitted(event));
    for (const name of MENDING) form.addEventListener(name, () => this.#forgetMended());
    addEventListener("beforeunload", (event) => {
      if (!this.#isSent && (isBusy() || rows.withCut.length)) event.preventDefault();
    });
    // Somebody who comes back with the browser's button may leave unsaved cuts again.
    addEventListener("pageshow", () => { this.#isSent = false; });
  }

  #submitted(event) {
    this.#forget(this.#lacks);
    this.#lacks = [...this.#lacking(), ...this.#tooMuch()];
    this.#summary.hidden = !this.#lacks.length;
    if (!this.#lacks.length) {
      this.#isSent = this.#signedIn.lets(event);
      return;
    }
    event.preventDefault();
    for (const each of this.#lacks) this.#show(each);
    this.#summary.querySelector("[data-checks-cuts]").hidden = !this.#rows.withCut.length;
    this.#summary.focus();
    this.#summary.scrollIntoView({ block: "nearest" });
  }

  #show(lack) {
    lack.item = itemOf(lack);
    this.#summary.querySelector("[data-checks-list]").append(lack.item);
    if (lack.isMarked) lack.field.setAttribute("aria-invalid", "true");
  }

  // After the press of a button, Django's scripts first take a row away.
  #forgetMended() {
    if (!this.#lacks.length) return;
    setTimeout(() => {
      this.#forget(this.#lacks.filter(({ isMended }) => isMended()));
      if (!this.#lacks.length) this.#summary.hidden = true;
    });
  }

  #forget(mended) {
    this.#lacks = this.#lacks.filter((each) => !mended.includes(each));
    for (const { item, field, isMarked } of mended) {
      item.remove();
      if (isMarked) field.removeAttribute("aria-invalid");
    }
  }

  // Fields that Django marks as required and nothing is in, with the sentence to say.
  *#lacking() {
    for (const label of this.#form.querySelectorAll("label.required")) {
      const row = label.closest(".inline-related");
      const field = label.control;
      const isMended = () => Boolean(field.value.trim()) || !this.#isToSend(row);
      if (field && !isMended()) {
        yield this.#lack("required", field, label.textContent.replace(/:\s*$/, ""), row, isMended);
      }
    }
    for (const row of this.#rows.all) {
      const field = fileOf(row);
      const isMended = () => field.files.length > 0 || isStored(row) || !this.#isToSend(row);
      if (!isMended()) {
        const fold = field.closest("details");
        if (fold) fold.open = true;
        yield this.#lack("picture", field, "", row, isMended);
      }
    }
  }

  *#tooMuch() {
    const isMended = () => this.#rows.bytes <= this.#totalBytes;
    if (!isMended()) {
      const field = this.#rows.all.map(fileOf).find((each) => each.files.length);
      yield { field, sentence: this.#text("too-much"), isMarked: false, isMended };
    }
  }

  #isToSend(row) {
    if (!row) return true;
    if (!row.isConnected) return false;
    const isDeleted = row.querySelector("[name$='-DELETE']")?.checked;
    return !row.classList.contains("empty-form") && !isDeleted && !isBlank(row);
  }

  #lack(name, field, label, row, isMended) {
    const found = { field, isMarked: true, isMended };
    if (!row) return { ...found, sentence: this.#text(name, { label }) };
    // As the row itself is headed: by number while it is new, else by its description.
    const crop = row.querySelector(".inline_label").textContent.trim();
    return { ...found, sentence: this.#text(`${name}-in-crop`, { label, name: crop }) };
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
