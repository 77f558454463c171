// The controls beside the picture: the list of rectangles, the numbers of the chosen one, the turns of the picture.

const SIDES = ["x", "y", "width", "height"];
// How much of each side of the view a new rectangle takes; a box is to cover something within an area.
const PARTS = { area: 1 / 2, cover: 1 / 4 };
const STEPS = 20;

export class Panel {
  #root;
  #shapes;
  #label;
  #text;
  #minSidePx;
  #list;
  #sides;
  #fineFields;
  #wish = null;

  constructor(root, shapes, { label, text, minSidePx, stage }) {
    this.#root = root;
    this.#shapes = shapes;
    this.#label = label;
    this.#text = text;
    this.#minSidePx = minSidePx;
    this.#list = root.querySelector("[data-cutting-list]");
    this.#sides = new Map(
      SIDES.map((name) => [name, root.querySelector(`[data-cutting-side="${name}"]`)]),
    );
    this.#fineFields = [...root.querySelectorAll("[data-cutting-fine]")];
    this.#listenToSides();
    this.#listenToTurns();
    this.#listenToButtons(stage);
    shapes.addEventListener("change", () => this.#refresh());
    this.#refresh();
  }

  #listenToSides() {
    for (const [name, field] of this.#sides) {
      field.addEventListener("input", () => this.#placeBy(name, field));
      // What was pushed back is shown once somebody has finished typing.
      field.addEventListener("change", () => this.#refresh({ isTyping: false }));
    }
  }

  // Numbers come one after the other: a place near the right edge must not lose to a width that is going to be typed
  // next. So what was typed is remembered as a wish, of which the picture cuts off what it has no room for.
  #placeBy(name, field) {
    const shape = this.#shapes.chosen;
    const value = Math.round(field.valueAsNumber);
    if (!shape || !Number.isFinite(value)) return;
    const isStillWished = this.#wish?.placed === shape.rectangle;
    const wished = { ...(isStillWished ? this.#wish.rectangle : shape.rectangle), [name]: value };
    this.#shapes.place(shape, wished, "resize");
    this.#wish = { rectangle: wished, placed: shape.rectangle };
  }

  #listenToTurns() {
    for (const button of this.#root.querySelectorAll("[data-cutting-turn]")) {
      button.addEventListener("click", () => this.#shapes.turnQuarter(Number(button.dataset.cuttingTurn)));
    }
    for (const field of this.#fineFields) {
      field.addEventListener("input", () => {
        if (Number.isFinite(field.valueAsNumber)) this.#shapes.turnFine(field.valueAsNumber);
      });
      field.addEventListener("change", () => this.#refresh({ isTyping: false }));
    }
  }

  #listenToButtons(stage) {
    for (const button of this.#root.querySelectorAll("[data-cutting-add]")) {
      button.addEventListener("click", () => {
        const kind = button.dataset.cuttingAdd;
        this.#shapes.add(kind, this.#freeSpot(stage.view, PARTS[kind]));
        this.#sides.get("x").focus();
        this.#sides.get("x").select();
      });
    }
    this.#root.querySelector("[data-cutting-remove]").addEventListener("click", () => {
      this.#shapes.remove(this.#shapes.chosen);
      (this.#list.querySelector("[aria-pressed=true]")
        ?? this.#root.querySelector("[data-cutting-add]")).focus();
    });
  }

  // In the middle of what is in sight: somebody without a pointer can see it and move it from there. Where a rectangle
  // begins already, a step further, or the new one would hide it.
  #freeSpot(view, part) {
    for (let step = 0; ; step += 1) {
      const spot = spotIn(view, part, step);
      const isTaken = this.#shapes.list.some(({ rectangle: { x, y } }) => x === spot.x && y === spot.y);
      if (!isTaken || step === STEPS) return spot;
    }
  }

  #refresh({ isTyping = true } = {}) {
    const { chosen, plane, list } = this.#shapes;
    this.#refreshList();
    this.#root.querySelector("[data-cutting-chosen]").hidden = !chosen;
    this.#root.querySelector("[data-cutting-none]").hidden = list.length > 0;
    for (const field of this.#fineFields) {
      this.#fill(field, this.#shapes.fine, isTyping);
    }
    if (!chosen) return;
    this.#root.querySelector("[data-cutting-chosen-name]").textContent = this.#label(chosen);
    for (const [name, field] of this.#sides) {
      field.max = name === "x" || name === "width" ? plane.width : plane.height;
      this.#fill(field, chosen.rectangle[name], isTyping);
    }
    this.#root.querySelector("[data-cutting-small]").hidden = !this.#isSmall(chosen);
  }

  // Never change the field that somebody is typing in.
  #fill(field, value, isTyping) {
    if (isTyping && field === document.activeElement && field.type !== "range") return;
    if (field.value !== String(value)) field.value = value;
  }

  #isSmall({ kind, rectangle }) {
    return kind === "area" && Math.min(rectangle.width, rectangle.height) < this.#minSidePx;
  }

  // The same buttons for the same shapes, so that none loses the focus.
  #refreshList() {
    const { list, chosen } = this.#shapes;
    while (this.#list.children.length > list.length) this.#list.lastElementChild.remove();
    while (this.#list.children.length < list.length) this.#list.append(this.#newItem());
    list.forEach((shape, at) => {
      const [button] = this.#list.children[at].children;
      button.firstChild.textContent = this.#label(shape);
      const { width, height } = shape.rectangle;
      button.lastChild.textContent = this.#text("size", { width, height });
      button.dataset.kind = shape.kind;
      button.setAttribute("aria-pressed", String(shape === chosen));
    });
  }

  #newItem() {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.append(document.createElement("span"), " ", document.createElement("small"));
    button.addEventListener("click", () => {
      this.#shapes.choose(this.#shapes.list[[...this.#list.children].indexOf(item)]);
    });
    item.append(button);
    return item;
  }
}

function spotIn(view, part, step) {
  const at = (start, length) => Math.round(start + length * (1 - part) * (1 / 2 + step / (2 * STEPS)));
  return {
    x: at(view.x, view.width),
    y: at(view.y, view.height),
    width: Math.max(1, Math.round(view.width * part)),
    height: Math.max(1, Math.round(view.height * part)),
  };
}
