// Cutting crops on the publisher's own machine: a picture is opened here, and only what is cut becomes part of the form.
//
// The input that opens the picture has no name, belongs to no form, and is emptied as soon as the picture is read.

import { textsOf } from "../texts.js";
import { Checks } from "./checks.js";
import { canReadCanvases, cut } from "./cut.js";
import { coveredShare } from "./geometry.js";
import { Panel } from "./panel.js";
import { openPicture } from "./picture.js";
import { isTooSmall, showPreviews } from "./previews.js";
import { Rows } from "./rows.js";
import { SignedIn } from "./signed-in.js";
import { Shapes } from "./shapes.js";
import { Stage } from "./stage.js";

class Editor {
  #dialog;
  #source;
  #start;
  #text;
  #limits;
  #rows;
  #shapes = new Shapes();
  #stage;
  #picture = null;
  #cuts = [];
  // The stored crop whose picture somebody wants to replace, as its row.
  #wanted = null;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#text = textsOf(this.#find("template[data-texts]"));
    const { minSidePx, maxSidePx, maxBytes, totalBytes } = dialog.dataset;
    this.#limits = Object.fromEntries(
      Object.entries({ minSidePx, maxSidePx, maxBytes, totalBytes }).map(([name, value]) => [name, Number(value)]),
    );
    this.#source = document.querySelector("[data-cutting-source]");
    this.#start = document.querySelector("[data-cutting-start]");
    const group = document.querySelector(dialog.dataset.rows);
    this.#rows = new Rows(group, {
      text: this.#text,
      foldTemplate: document.querySelector("template[data-fold]"),
      storedTemplate: document.querySelector("template[data-stored-row]"),
      replacedTemplate: document.querySelector("template[data-replaced-row]"),
      cutTemplate: document.querySelector("template[data-cut-row]"),
      onWanted: (row) => this.#choose(row),
      onTakenOut: () => this.#sayInForm("taken-out"),
    });
    const label = ({ kind, number }) => this.#text(kind, { number });
    this.#stage = new Stage(dialog, this.#shapes, {
      label,
      onTool: (tool) => this.#showTool(tool),
      onScale: (scale) => this.#showScale(scale),
    });
    const { minSidePx: least } = this.#limits;
    new Panel(dialog, this.#shapes, { label, text: this.#text, minSidePx: least, stage: this.#stage });
    new Checks(group.closest("form"), this.#rows, {
      text: this.#text,
      totalBytes: this.#limits.totalBytes,
      summary: document.querySelector("[data-checks]"),
      isBusy: () => this.#shapes.list.length > 0,
      signedIn: new SignedIn(group.closest("form"), document.querySelector("[data-signed-in]"), this.#text),
    });
    this.#listen(group.closest("form"));
    this.#start.hidden = false;
  }

  #find(selector) {
    return this.#dialog.querySelector(selector);
  }

  #on(selector, name, act) {
    for (const each of this.#dialog.querySelectorAll(selector)) each.addEventListener(name, act);
  }

  #listen(form) {
    this.#start.querySelector("button").addEventListener("click", () => this.#choose());
    this.#source.addEventListener("change", () => this.#open());
    form.addEventListener("submit", () => this.#forgetSource());
    this.#on("[data-cutting-tool]", "change", ({ target }) => this.#stage.useTool(target.value));
    this.#on("[data-cutting-zoom]", "click", ({ currentTarget }) => {
      this.#stage.zoom(Number(currentTarget.dataset.cuttingZoom));
    });
    this.#on("[data-cutting-fit]", "click", () => this.#stage.fit());
    this.#on("[data-cutting-preview]", "click", () => this.#preview());
    this.#on("[data-cutting-back]", "click", () => this.#showStep("draw"));
    this.#on("[data-cutting-accept]", "click", () => this.#accept());
    this.#on("[data-cutting-close]", "click", () => this.#leave());
    for (const name of ["keydown", "cancel"]) {
      this.#dialog.addEventListener(name, (event) => this.#refuseToClose(event));
    }
    this.#dialog.addEventListener("close", () => this.#forgetSource());
    this.#shapes.addEventListener("change", () => this.#announceSoon());
  }

  // Browsers let a page refuse "cancel" only once in a while, so Escape must not get as far as that.
  #refuseToClose(event) {
    if (event.type === "keydown" && event.key !== "Escape") return;
    event.preventDefault();
    this.#leave();
  }

  // To cut new crops or, from the row of a stored one, first of all its new picture.
  #choose(row = null) {
    this.#wanted = row;
    if (canReadCanvases()) this.#source.click();
    else this.#refuse("no-canvas");
  }

  async #open() {
    const [file] = this.#source.files;
    if (!file) return;
    this.#refuse("");
    try {
      this.#picture = await openPicture(file);
    } catch {
      this.#refuse("not-readable");
      return;
    } finally {
      // From here on the page holds pixels, and neither the file nor its name.
      this.#forgetFile();
    }
    this.#shapes.reset(this.#picture);
    this.#dialog.showModal();
    this.#showStep("draw");
    this.#stage.show(this.#picture);
    this.#stage.useTool("area");
    const { width, height } = this.#picture;
    this.#say(this.#text("opened", { width, height }));
  }

  async #preview() {
    const { areas, covers, plane } = this.#shapes;
    if (this.#isBusy) return;
    if (!areas.length) {
      this.#warn("no-area");
      return;
    }
    this.#warn("");
    this.#dialog.setAttribute("aria-busy", "true");
    try {
      this.#cuts = [];
      for (const { rectangle } of areas) {
        const boxes = covers.map((each) => each.rectangle);
        const made = await cut(this.#picture, plane, rectangle, boxes, this.#limits);
        this.#cuts.push({ ...made, ...this.#sharesOf(rectangle, boxes) });
      }
    } catch (error) {
      // What a canvas cannot hold; anything else is a fault of ours and has to be seen.
      if (!(error instanceof RangeError)) throw error;
      this.#warn("too-large");
      return;
    } finally {
      this.#dialog.removeAttribute("aria-busy");
    }
    const { stored } = this.#rows;
    this.#cuts[0].row = stored.find(({ row }) => row === this.#wanted)?.row;
    this.#find("[data-cutting-count]").textContent = this.#text("count", { count: this.#cuts.length });
    showPreviews(this.#find("[data-cutting-cuts]"), this.#cuts, {
      text: this.#text,
      minSidePx: this.#limits.minSidePx,
      stored,
    });
    this.#showStep("preview");
    this.#warn(this.#objection());
  }

  // How much of the picture an area takes, and boxes of it: 0 to 1. Turned, an area can be larger than the picture.
  #sharesOf(area, boxes) {
    const { width, height } = this.#picture;
    return { share: Math.min(1, (area.width * area.height) / (width * height)), covered: coveredShare(area, boxes) };
  }

  // Cutting a large picture takes seconds, in which nobody may take it away.
  get #isBusy() {
    return this.#dialog.getAttribute("aria-busy") === "true";
  }

  // Why the cuts cannot be taken, as the name of a sentence; empty if they can.
  #objection() {
    const bytes = this.#cuts.reduce((sum, each) => sum + each.blob.size, this.#rows.bytes);
    if (this.#cuts.some((each) => isTooSmall(each, this.#limits.minSidePx))) return "some-too-small";
    const replacing = this.#cuts.flatMap(({ row }) => row ?? []);
    if (new Set(replacing).size < replacing.length) return "same-place";
    if (this.#cuts.length - replacing.length > this.#rows.room) return "too-many";
    return bytes > this.#limits.totalBytes ? "too-much" : "";
  }

  #accept() {
    const objection = this.#objection();
    if (objection) {
      this.#warn(objection);
      return;
    }
    const rows = this.#cuts.map((each) => this.#rows.take(each));
    this.#dialog.close();
    rows[0].querySelector("[name$='-alt_text']").focus();
    rows[0].scrollIntoView({ block: "nearest" });
    this.#sayInForm("taken", { count: rows.length });
  }

  #sayInForm(name, values) {
    document.querySelector("[data-cutting-says]").textContent = this.#text(name, values);
  }

  #leave() {
    if (this.#isBusy) return;
    if (this.#shapes.list.length && !confirm(this.#text("leave"))) return;
    this.#dialog.close();
    (this.#wanted?.querySelector("[data-cut-anew]") ?? this.#start.querySelector("button")).focus();
  }

  #forgetFile() {
    this.#source.value = "";
  }

  #forgetSource() {
    this.#forgetFile();
    this.#stage.show(null);
    this.#picture?.close();
    this.#picture = null;
    this.#cuts = [];
    this.#shapes.reset();
    this.#find("[data-cutting-cuts]").replaceChildren();
    this.#warn("");
  }

  #showStep(step) {
    for (const each of this.#dialog.querySelectorAll("[data-cutting-step]")) {
      each.hidden = each.dataset.cuttingStep !== step;
    }
    this.#warn("");
    const heading = this.#find(`[data-cutting-step="${step}"] [data-cutting-first]`);
    heading.focus();
  }

  #showTool(tool) {
    for (const each of this.#dialog.querySelectorAll("[data-cutting-tool]")) {
      each.checked = each.value === tool;
    }
  }

  #showScale(scale) {
    this.#find("[data-cutting-scale]").textContent = this.#text("scale", { percent: Math.round(scale * 100) });
  }

  #warn(name) {
    const place = this.#find("[data-cutting-warning]");
    place.textContent = name && this.#text(name, { room: this.#rows.room, least: this.#limits.minSidePx });
    place.hidden = !name;
  }

  #refuse(name) {
    const place = this.#start.querySelector("[data-cutting-refusal]");
    place.textContent = name && this.#text(name);
    place.hidden = !name;
    // It may have been asked for far below, in a crop's row.
    if (name) place.scrollIntoView({ block: "nearest" });
  }

  #say(sentence) {
    this.#find("[data-cutting-status]").textContent = sentence;
  }

  #timer = 0;

  // Once somebody pauses: a sentence for every pixel of the way would be noise.
  #announceSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { chosen } = this.#shapes;
      if (chosen && this.#dialog.open) {
        this.#say(this.#text("at", { name: this.#text(chosen.kind, chosen), ...chosen.rectangle }));
      }
    }, 400);
  }
}

for (const dialog of document.querySelectorAll("[data-cutting]")) new Editor(dialog);
