// The controls beside the picture: the list of rectangles, the numbers of the chosen one, the turns of the picture.

const SIDES = ["x", "y", "width", "height"];

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
        this.#shapes.add(button.dataset.cuttingAdd, middleOf(stage.view));
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

// Half of what is in sight, in its middle: somebody without a pointer can see it and move it from there.
function middleOf(view) {
  return {
    x: Math.round(view.x + view.width / 4),
    y: Math.round(view.y + view.height / 4),
    width: Math.max(1, Math.round(view.width / 2)),
    height: Math.max(1, Math.round(view.height / 2)),
  };
}
