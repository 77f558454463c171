// The rectangles that somebody drew: areas to cut and boxes that cover. Tells listeners of every "change".

import { clipped, planeOf, pushed, turnedArea, turnedCover } from "./geometry.js";

export class Shapes extends EventTarget {
  #picture = { width: 1, height: 1 };
  #numbers = { area: 0, cover: 0 };
  #quarters = 0;
  #fine = 0;

  constructor() {
    super();
    this.list = [];
    this.chosen = null;
    this.plane = planeOf(this.#picture, 0);
  }

  // Begin anew with a picture, or with none.
  reset(picture = { width: 1, height: 1 }) {
    this.#picture = picture;
    this.#numbers = { area: 0, cover: 0 };
    this.#quarters = this.#fine = 0;
    this.list = [];
    this.chosen = null;
    this.plane = planeOf(picture, 0);
    this.#tell();
  }

  get areas() {
    return this.list.filter((each) => each.kind === "area");
  }

  get covers() {
    return this.list.filter((each) => each.kind === "cover");
  }

  // Degrees beyond the last quarter turn, -45 to 45 in tenths.
  get fine() {
    return this.#fine;
  }

  add(kind, rectangle) {
    this.#numbers[kind] += 1;
    const shape = { kind, number: this.#numbers[kind] };
    this.list.push(shape);
    this.chosen = shape;
    this.place(shape, rectangle, "resize");
    return shape;
  }

  remove(shape) {
    const at = this.list.indexOf(shape);
    this.list.splice(at, 1);
    // A slip of the hand takes no number.
    if (shape.number === this.#numbers[shape.kind]) this.#numbers[shape.kind] -= 1;
    if (this.chosen === shape) this.chosen = this.list[at] ?? this.list[at - 1] ?? null;
    this.#tell();
  }

  choose(shape) {
    this.chosen = shape;
    this.#tell();
  }

  // Put a shape somewhere; what would leave the plane is pushed back ("move") or cut off ("resize").
  place(shape, rectangle, how) {
    shape.rectangle = how === "move" ? pushed(rectangle, this.plane) : clipped(rectangle, this.plane);
    // Turns start from where somebody put it, so that many small turns do not add up.
    shape.home = { rectangle: shape.rectangle, plane: this.plane };
    this.#tell();
  }

  turnQuarter(direction) {
    this.#quarters += direction;
    this.#turn();
  }

  turnFine(degrees) {
    this.#fine = Math.min(45, Math.max(-45, Math.round(degrees * 10) / 10));
    this.#turn();
  }

  // Areas stay on their spot; boxes grow where they must, so that nothing that was covered comes out.
  #turn() {
    this.plane = planeOf(this.#picture, this.#quarters * 90 + this.#fine);
    for (const shape of this.list) {
      const turned = shape.kind === "cover" ? turnedCover : turnedArea;
      shape.rectangle = turned(shape.home.rectangle, shape.home.plane, this.plane);
    }
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
