// The picture on the screen, with the rectangles on top: drawn, moved and resized by pointer and by arrow keys.
//
// Cropper.js does the pointer's work on one rectangle, the chosen one; the others are buttons. Pixels are cut elsewhere.

import "../vendor/cropperjs/cropper.esm.js";

import { around, nearest } from "./geometry.js";
import { paint } from "./painting.js";
import { panByDragging } from "./panning.js";

const ZOOM_STEP = 1.5;
const MAX_SCALE = 8;
// Less than this is a slip of the hand, not a rectangle.
const MIN_DRAWN_PX = 4;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Stage {
  #scroller;
  #world;
  #canvas;
  #board;
  #ground;
  #selection;
  #shapes;
  #label;
  #picture = null;
  #buttons = new Map();
  #tool = "choose";
  #drawn = null;
  #action = "";
  #isSyncing = false;
  #isFitted = true;
  #frame = 0;
  // CSS pixels for one pixel of the plane.
  scale = 1;

  constructor(root, shapes, { label, onTool, onScale }) {
    this.#scroller = root.querySelector("[data-cutting-scroller]");
    this.#world = root.querySelector("[data-cutting-world]");
    this.#canvas = root.querySelector("[data-cutting-picture]");
    this.#board = root.querySelector("cropper-canvas");
    this.#ground = this.#board.querySelector("[data-cutting-ground]");
    this.#selection = this.#board.querySelector("cropper-selection");
    this.#shapes = shapes;
    this.#label = label;
    this.onTool = onTool;
    this.onScale = onScale;
    shapes.addEventListener("change", () => this.#refresh());
    new ResizeObserver(() => this.#resized()).observe(this.#scroller);
    this.#scroller.addEventListener("scroll", () => this.#drawSoon());
    this.#scroller.addEventListener("wheel", (event) => this.#wheel(event), {
      capture: true,
      passive: false,
    });
    this.#listenToDrawing();
    panByDragging(this.#ground, this.#scroller, () => this.#tool === "choose");
    this.#selection.addEventListener("keydown", (event) => this.#key(event));
  }

  show(picture) {
    this.#picture = picture;
    this.#isFitted = true;
    if (picture) this.#refresh();
    // What was not chosen does not stay in the page while the rest of the form is written.
    else this.#canvas.width = this.#canvas.height = 0;
  }

  // "choose", or the kind of rectangle that every drag draws until another tool is chosen.
  useTool(tool) {
    this.#tool = tool;
    this.#world.dataset.tool = tool;
    this.#ground.action = tool === "choose" ? "none" : "select";
    this.onTool(tool);
  }

  zoom(direction) {
    this.#isFitted = false;
    this.#zoomTo(this.scale * ZOOM_STEP ** direction);
  }

  fit() {
    this.#isFitted = true;
    this.#refresh();
  }

  focusChosen() {
    this.#selection.focus({ preventScroll: true });
  }

  // The part of the plane that is in sight.
  get view() {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.#scroller;
    const { plane } = this.#shapes;
    return {
      x: scrollLeft / this.scale,
      y: scrollTop / this.scale,
      width: Math.min(clientWidth / this.scale, plane.width),
      height: Math.min(clientHeight / this.scale, plane.height),
    };
  }

  // Scroll until the chosen rectangle is in sight.
  reveal() {
    this.#selection.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #listenToDrawing() {
    this.#board.addEventListener("actionstart", ({ detail }) => {
      this.#action = detail.action;
      if (detail.action === "select") this.#drawn = this.#tool;
    });
    this.#selection.addEventListener("change", (event) => this.#changed(event));
    this.#board.addEventListener("actionend", () => this.#ended());
  }

  // Cropper.js is about to change its rectangle, in CSS pixels of the board.
  #changed(event) {
    if (this.#isSyncing) return;
    const rectangle = this.#inPlane(event.detail);
    const how = this.#action === "move" ? "move" : "resize";
    if (this.#drawn && this.#shapes.chosen?.isFresh !== true) {
      this.#shapes.add(this.#drawn, rectangle).isFresh = true;
      return;
    }
    const shape = this.#shapes.chosen;
    // When it starts, Cropper.js tells of an empty rectangle.
    if (!shape) return;
    const whole = how === "move" ? moved(shape, rectangle) : resized(shape, rectangle);
    this.#isSyncing = true;
    this.#shapes.place(shape, whole, how);
    this.#isSyncing = false;
    if (!isSame(shape.rectangle, whole)) {
      event.preventDefault();
      this.#sync();
    }
  }

  #ended() {
    const shape = this.#shapes.chosen;
    this.#drawn = null;
    this.#action = "";
    if (!shape) return;
    const isSlip = Math.min(shape.rectangle.width, shape.rectangle.height) * this.scale < MIN_DRAWN_PX;
    if (shape.isFresh && isSlip) this.#shapes.remove(shape);
    delete shape.isFresh;
    this.#sync();
    this.focusChosen();
  }

  // Cropper.js would keep every wheel for itself; here it scrolls, and with Ctrl it zooms.
  #wheel(event) {
    event.stopPropagation();
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 1 : -1);
  }

  #key(event) {
    const shape = this.#shapes.chosen;
    if (!shape) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.#shapes.remove(shape);
      (this.#shapes.chosen ? this.#selection : this.#scroller).focus();
      return;
    }
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [right, down] = arrow.map((each) => each * (event.shiftKey ? 10 : 1));
    const { x, y, width, height } = shape.rectangle;
    if (event.altKey) {
      const larger = { x, y, width: Math.max(1, width + right), height: Math.max(1, height + down) };
      this.#shapes.place(shape, larger, "resize");
    } else {
      this.#shapes.place(shape, { x: x + right, y: y + down, width, height }, "move");
    }
    this.reveal();
  }

  #inPlane({ x, y, width, height }) {
    const { scale } = this;
    return { x: x / scale, y: y / scale, width: width / scale, height: height / scale };
  }

  #resized() {
    if (this.#picture) this.#refresh();
  }

  #refresh() {
    if (!this.#picture) return;
    const { plane } = this.#shapes;
    if (this.#isFitted) {
      const { clientWidth, clientHeight } = this.#scroller;
      // Hidden, it has no size; it is asked again when it is shown.
      if (!clientWidth) return;
      this.scale = Math.min(clientWidth / plane.width, clientHeight / plane.height, MAX_SCALE);
    }
    this.onScale(this.scale);
    this.#world.style.width = `${plane.width * this.scale}px`;
    this.#world.style.height = `${plane.height * this.scale}px`;
    this.#refreshButtons();
    if (!this.#isSyncing) this.#sync();
    this.#nameSelection();
    this.#drawSoon();
  }

  #zoomTo(scale) {
    const { x, y, width, height } = this.view;
    const { plane } = this.#shapes;
    const least = Math.min(
      1, this.#scroller.clientWidth / plane.width, this.#scroller.clientHeight / plane.height,
    );
    this.scale = Math.min(MAX_SCALE, Math.max(least, scale));
    this.#refresh();
    const { clientWidth, clientHeight } = this.#scroller;
    this.#scroller.scrollTo(
      (x + width / 2) * this.scale - clientWidth / 2, (y + height / 2) * this.scale - clientHeight / 2,
    );
  }

  #refreshButtons() {
    const { list, chosen } = this.#shapes;
    for (const [shape, button] of this.#buttons) {
      if (!list.includes(shape) || shape === chosen) {
        button.remove();
        this.#buttons.delete(shape);
      }
    }
    for (const shape of list) {
      if (shape !== chosen) this.#refreshButton(shape);
    }
  }

  #refreshButton(shape) {
    let button = this.#buttons.get(shape);
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "cutting-shape";
      button.dataset.kind = shape.kind;
      button.addEventListener("click", () => {
        this.#shapes.choose(shape);
        this.focusChosen();
      });
      this.#buttons.set(shape, button);
      this.#selection.before(button);
    }
    button.textContent = this.#label(shape);
    const { x, y, width, height } = shape.rectangle;
    button.style.left = `${x * this.scale}px`;
    button.style.top = `${y * this.scale}px`;
    button.style.width = `${width * this.scale}px`;
    button.style.height = `${height * this.scale}px`;
  }

  // Put Cropper.js's rectangle where the chosen shape is.
  #sync() {
    const shape = this.#shapes.chosen;
    this.#selection.hidden = !shape;
    if (!shape || (this.#drawn && shape.isFresh)) return;
    const { x, y, width, height } = shape.rectangle;
    const wasSyncing = this.#isSyncing;
    this.#isSyncing = true;
    this.#selection.$change(
      x * this.scale, y * this.scale, width * this.scale, height * this.scale,
    );
    this.#isSyncing = wasSyncing;
  }

  #nameSelection() {
    const shape = this.#shapes.chosen;
    if (!shape) return;
    this.#selection.dataset.kind = shape.kind;
    this.#selection.setAttribute("aria-label", this.#label(shape));
  }

  #drawSoon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    if (this.#picture) paint(this.#canvas, this.#picture, this.#shapes, this.view, this.scale);
  }
}

// Edges that are rounded one by one would change the size on the way.
function moved(shape, { x, y }) {
  return { ...shape.rectangle, x: Math.round(x), y: Math.round(y) };
}

function resized(shape, rectangle) {
  return shape.kind === "cover" ? around(rectangle) : nearest(rectangle);
}

function isSame(one, other) {
  return ["x", "y", "width", "height"].every((name) => one[name] === other[name]);
}
