// Rows that can be put in order, by dragging and by buttons: fills the position fields that are there without scripts.
//
// On an element with data-ordering; data-ordering-rows, -field, -name and -place are selectors: of the rows, and in a row
// of the position field, of what the row is called, and of where the buttons go.

import { textsOf } from "./texts.js";

const SCROLL_EDGE_PX = 60;
const SCROLL_STEP_PX = 14;

class Ordering {
  #list;
  #text;
  #controls;
  #status;
  #dragged = null;
  #target = null;
  #saved = null;

  constructor(list) {
    this.#list = list;
    this.#text = textsOf(list.querySelector("template[data-ordering-texts]"));
    this.#controls = list.querySelector("template[data-ordering-controls]");
    this.#status = list.querySelector("[data-ordering-status]");
    this.#sort();
    this.#refresh();
    list.addEventListener("click", (event) => this.#click(event));
    for (const name of ["input", "change", "filled", "formset:added"]) {
      list.addEventListener(name, () => this.#refresh());
    }
    this.#keepDjangosOrder();
    this.#listenToDragging();
  }

  get #rows() {
    return [...this.#list.querySelectorAll(this.#list.dataset.orderingRows)];
  }

  #field(row) {
    return row.querySelector(this.#list.dataset.orderingField);
  }

  // A row that nobody has filled in has no place; a number would make Django take it for a new one.
  #placed() {
    return this.#rows.filter((row) => this.#field(row) && !this.#isBlank(row));
  }

  #isBlank(row) {
    if (row.querySelector("[name$='-id']")?.value) return false;
    return [...row.querySelectorAll("input:not([type=hidden]), textarea, select")]
      .every((each) => each === this.#field(row) || !each.value);
  }

  #name(row) {
    const named = row.querySelector(this.#list.dataset.orderingName);
    const name = (named?.value ?? named?.textContent ?? "").trim();
    return name || this.#text("unnamed", { place: this.#placed().indexOf(row) + 1 });
  }

  // A form that came back with errors has its rows as they were sent; their numbers say where they belong.
  #sort() {
    const rows = this.#placed();
    const sorted = rows.toSorted((one, other) => this.#number(one) - this.#number(other));
    if (rows.some((row, at) => row !== sorted[at])) this.#arrange([...sorted, ...this.#without(sorted)]);
  }

  #number(row) {
    const { value } = this.#field(row);
    return value === "" ? Infinity : Number(value);
  }

  #without(rows) {
    return this.#rows.filter((row) => !rows.includes(row));
  }

  #arrange(rows) {
    const marks = this.#rows.map((row) => {
      const mark = document.createComment("");
      row.replaceWith(mark);
      return mark;
    });
    marks.forEach((mark, at) => mark.replaceWith(rows[at]));
  }

  #refresh() {
    const placed = this.#placed();
    for (const row of this.#rows) {
      if (!row.querySelector(".ordering-controls")) this.#addControls(row);
      const controls = row.querySelector(".ordering-controls");
      const at = placed.indexOf(row);
      controls.hidden = at < 0 || placed.length < 2;
      for (const button of controls.querySelectorAll("[data-ordering-step]")) {
        const step = Number(button.dataset.orderingStep);
        const name = step < 0 ? "up" : "down";
        button.setAttribute("aria-label", this.#text(name, { name: this.#name(row) }));
        button.setAttribute("aria-disabled", String(!placed[at + step]));
      }
    }
  }

  #addControls(row) {
    const { orderingPlace } = this.#list.dataset;
    const place = orderingPlace ? row.querySelector(orderingPlace) : this.#field(row)?.parentElement;
    place?.append(this.#controls.content.cloneNode(true));
  }

  #click(event) {
    const button = event.target.closest("[data-ordering-step]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const row = button.closest(this.#list.dataset.orderingRows);
    const to = this.#placed().indexOf(row) + Number(button.dataset.orderingStep);
    this.#move(row, to);
    // Moved in the page, it lost the focus.
    button.focus();
  }

  #move(row, to) {
    const placed = this.#placed();
    placed.splice(placed.indexOf(row), 1);
    placed.splice(to, 0, row);
    this.#arrange([...placed, ...this.#without(placed)]);
    placed.forEach((each, at) => { this.#field(each).value = at + 1; });
    this.#refresh();
    this.#status.textContent = this.#text("moved", {
      name: this.#name(row),
      place: to + 1,
      count: placed.length,
    });
    row.dispatchEvent(new Event("ordered", { bubbles: true }));
  }

  #listenToDragging() {
    this.#list.addEventListener("pointerdown", (event) => {
      if (!event.target.closest("[data-ordering-grip]") || event.button !== 0) return;
      event.preventDefault();
      this.#dragged = event.target.closest(this.#list.dataset.orderingRows);
      this.#dragged.classList.add("is-dragged");
    });
    document.addEventListener("pointermove", (event) => this.#drag(event));
    document.addEventListener("pointerup", () => this.#drop());
    document.addEventListener("pointercancel", () => this.#endDrag());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#endDrag();
    });
  }

  // The row stays until it is dropped; a line shows where it would go.
  #drag(event) {
    if (!this.#dragged) return;
    const { clientY } = event;
    if (clientY < SCROLL_EDGE_PX) scrollBy(0, -SCROLL_STEP_PX);
    if (clientY > innerHeight - SCROLL_EDGE_PX) scrollBy(0, SCROLL_STEP_PX);
    const others = this.#placed().filter((row) => row !== this.#dragged);
    const before = others.findIndex((row) => {
      const { top, height } = row.getBoundingClientRect();
      return clientY < top + height / 2;
    });
    this.#target = before < 0 ? others.length : before;
    this.#mark(others);
  }

  #mark(others) {
    for (const row of this.#rows) row.classList.remove("is-before", "is-after");
    const next = others[this.#target];
    if (next) next.classList.add("is-before");
    else others.at(-1)?.classList.add("is-after");
  }

  #drop() {
    const [row, to] = [this.#dragged, this.#target];
    this.#endDrag();
    if (row && to !== null && to !== this.#placed().indexOf(row)) this.#move(row, to);
  }

  #endDrag() {
    this.#dragged?.classList.remove("is-dragged");
    for (const row of this.#rows) row.classList.remove("is-before", "is-after");
    this.#dragged = this.#target = null;
  }

  // When a new row is removed, Django numbers the others in the page's order, and stored rows must stay in front.
  #keepDjangosOrder() {
    const number = (row) => Number(/-(\d+)-/.exec(this.#field(row).name)[1]);
    this.#list.addEventListener("click", (event) => {
      const row = event.target.closest(".inline-deletelink")?.closest(this.#list.dataset.orderingRows);
      if (!row) return;
      this.#saved = this.#rows.filter((each) => each !== row);
      this.#arrange(this.#rows.toSorted((one, other) => number(one) - number(other)));
    }, { capture: true });
    this.#list.addEventListener("click", () => {
      if (!this.#saved) return;
      this.#arrange(this.#saved);
      this.#saved = null;
      this.#refresh();
    });
  }
}

for (const list of document.querySelectorAll("[data-ordering]")) new Ordering(list);
