// Shows a picture in place, large, to zoom into and move about. Without it the same link leads to the picture's own page.

const MOST = 8;
const STEP = 1.5;
const PAN_PX = 80;
// What a double tap asks for.
const CLOSER = 2.5;

class Zoom {
  #links;
  #dialog;
  #stage;
  #level;
  #caption;
  #image;
  #at = 0;
  #scale = 1;
  #x = 0;
  #y = 0;
  #pointers = new Map();
  #percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 0 });

  constructor(links, frame) {
    this.#links = links;
    this.#dialog = frame.content.cloneNode(true).querySelector("dialog");
    this.#stage = this.#dialog.querySelector(".zoom__stage");
    this.#level = this.#dialog.querySelector(".zoom__level");
    this.#caption = this.#dialog.querySelector(".zoom__caption");
    document.body.append(this.#dialog);
    links.forEach((link, at) => link.addEventListener("click", (event) => this.#open(event, at)));
    this.#listen();
  }

  #listen() {
    this.#dialog.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom-act]");
      if (button) this.#act(button.dataset.zoomAct);
    });
    this.#dialog.addEventListener("keydown", (event) => this.#press(event));
    this.#dialog.addEventListener("close", () => this.#links[this.#at].focus());
    this.#stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#stage.addEventListener("dblclick", (event) => this.#jump(event));
    this.#stage.addEventListener("pointerdown", (event) => this.#down(event));
    this.#stage.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.#stage.addEventListener(end, (event) => this.#pointers.delete(event.pointerId));
    }
    addEventListener("resize", () => this.#dialog.open && this.#set(this.#scale, this.#x, this.#y));
  }

  #open(event, at) {
    // A new tab or window, which keys and other buttons ask for, gets the picture's own page.
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#dialog.showModal();
    this.#show(at);
  }

  #show(at) {
    this.#at = (at + this.#links.length) % this.#links.length;
    const link = this.#links[this.#at];
    const picture = link.querySelector("picture").cloneNode(true);
    const image = picture.querySelector("img");
    // The largest file there is, whatever the window's width.
    for (const each of picture.children) each.sizes = `${image.getAttribute("width")}px`;
    image.removeAttribute("loading");
    image.className = "zoom__image";
    image.draggable = false;
    this.#image = image;
    this.#stage.replaceChildren(picture);
    this.#dialog.setAttribute("aria-label", image.alt);
    const caption = link.closest("figure").querySelector("figcaption");
    this.#caption.textContent = caption?.textContent ?? "";
    this.#caption.lang = caption?.lang ?? "";
    this.#set(1, 0, 0);
  }

  #act(name) {
    const acts = {
      in: () => this.#zoom(this.#scale * STEP),
      out: () => this.#zoom(this.#scale / STEP),
      whole: () => this.#set(1, 0, 0),
      previous: () => this.#show(this.#at - 1),
      next: () => this.#show(this.#at + 1),
      close: () => this.#dialog.close(),
    };
    acts[name]();
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const acts = { "+": "in", "=": "in", "-": "out", 0: "whole" };
    if (moves[event.key]) {
      const [x, y] = moves[event.key];
      this.#set(this.#scale, this.#x + x * PAN_PX, this.#y + y * PAN_PX);
    } else if (acts[event.key]) {
      this.#act(acts[event.key]);
    } else {
      return;
    }
    event.preventDefault();
  }

  #wheel(event) {
    event.preventDefault();
    this.#zoom(this.#scale * Math.exp(-event.deltaY / 400), this.#place(event));
  }

  #jump(event) {
    if (this.#scale > 1) this.#set(1, 0, 0);
    else this.#zoom(CLOSER, this.#place(event));
  }

  #down(event) {
    if (event.button) return;
    this.#stage.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#place(event));
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#place(event);
    const others = [...this.#pointers].filter(([id]) => id !== event.pointerId);
    this.#pointers.set(event.pointerId, now);
    if (!others.length) {
      this.#set(this.#scale, this.#x + now.x - before.x, this.#y + now.y - before.y);
      return;
    }
    // Two fingers: the one that rests is the point that stays where it is.
    const [, rest] = others[0];
    const stretch = distance(now, rest) / Math.max(1, distance(before, rest));
    this.#zoom(this.#scale * stretch, rest);
  }

  // Where a pointer is, from the middle of the stage.
  #place(event) {
    const box = this.#stage.getBoundingClientRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  }

  // Zoom so that `point` keeps showing what it shows.
  #zoom(wanted, point = { x: 0, y: 0 }) {
    const scale = Math.min(MOST, Math.max(1, wanted));
    const growth = scale / this.#scale;
    this.#set(scale, point.x - (point.x - this.#x) * growth, point.y - (point.y - this.#y) * growth);
  }

  #set(scale, x, y) {
    const reach = this.#reach(scale);
    this.#scale = scale;
    this.#x = Math.min(reach.x, Math.max(-reach.x, x));
    this.#y = Math.min(reach.y, Math.max(-reach.y, y));
    this.#image.style.transform = `translate(${this.#x}px, ${this.#y}px) scale(${scale})`;
    this.#level.value = this.#percent.format(scale);
  }

  // How far the picture may be moved from the middle before the stage would show ground beside it.
  #reach(scale) {
    const { clientWidth, clientHeight } = this.#stage;
    const width = Number(this.#image.getAttribute("width"));
    const height = Number(this.#image.getAttribute("height"));
    const fit = Math.min(clientWidth / width, clientHeight / height);
    return {
      x: Math.max(0, (width * fit * scale - clientWidth) / 2),
      y: Math.max(0, (height * fit * scale - clientHeight) / 2),
    };
  }
}

function distance(one, other) {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

const links = [...document.querySelectorAll("[data-zoom]")];
const frame = document.querySelector("[data-zoom-frame]");
if (links.length && frame && window.HTMLDialogElement) new Zoom(links, frame);
