// From a rectangle of the picture to a PNG file that holds its pixels and the painted boxes, and nothing else.

import { around } from "./geometry.js";

export const COVER_COLOUR = "#000000";
// Some browsers change the lowest bits of what is read from a canvas; more than that is no picture any more.
const TOLERANCE = 2;
const ATTEMPTS = 6;

// Whether this browser gives back what was drawn: against fingerprinting some answer with noise.
export function canReadCanvases() {
  const canvas = blankCanvas(8, 8);
  const context = canvas.getContext("2d");
  context.fillStyle = "#336699";
  context.fillRect(0, 0, 8, 8);
  const { data } = context.getImageData(0, 0, 8, 8);
  return data.every((value, at) => Math.abs(value - [0x33, 0x66, 0x99, 0xff][at % 4]) <= TOLERANCE);
}

// Cut `area` out of the turned picture. Both sides of the result are at most maxSidePx, its file at most maxBytes.
//
// Everything is decided at full resolution first: the canvas holds the area only and the boxes are painted on it, so that
// making it smaller afterwards can blend in neither what lies outside of the area nor what lies under a box.
export async function cut(picture, plane, area, covers, { maxSidePx, maxBytes }) {
  const full = fullSize(picture, plane, area, covers);
  let scale = Math.min(1, maxSidePx / Math.max(area.width, area.height));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const canvas = scale < 1 ? reduced(full, scale, area, covers) : full;
    const blob = await pngOf(canvas);
    if (blob.size <= maxBytes) {
      // Up to hundreds of megabytes that are needed no more.
      if (canvas !== full) full.width = 0;
      return { canvas, blob, width: canvas.width, height: canvas.height, isReduced: scale < 1 };
    }
    scale *= 0.95 * Math.sqrt(maxBytes / blob.size);
  }
  throw new RangeError("the cut stays too large");
}

function fullSize(picture, plane, area, covers) {
  const canvas = blankCanvas(area.width, area.height);
  const context = canvas.getContext("2d");
  // Beyond the corners of a turned picture there is nothing to see, and nothing to see through.
  context.fillStyle = COVER_COLOUR;
  context.fillRect(0, 0, area.width, area.height);
  // Between pixels a turned picture is blended; an exact one must not be.
  context.imageSmoothingEnabled = !plane.isExact;
  picture.draw(context, plane, 1, area.x, area.y);
  // That blending carries a pixel's colour to its neighbours, so a box covers one pixel more.
  paint(context, covers, area, 1, plane.isExact ? 0 : 1);
  return canvas;
}

function reduced(full, scale, area, covers) {
  const width = Math.max(1, Math.round(area.width * scale));
  const height = Math.max(1, Math.round(area.height * scale));
  const canvas = blankCanvas(width, height);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(full, 0, 0, width, height);
  // Painted again: making it smaller gave the boxes soft edges.
  paint(context, covers, area, scale, 0);
  return canvas;
}

function paint(context, covers, area, scale, marginPx) {
  context.fillStyle = COVER_COLOUR;
  for (const cover of covers) {
    const box = around({
      x: (cover.x - area.x - marginPx) * scale,
      y: (cover.y - area.y - marginPx) * scale,
      width: (cover.width + 2 * marginPx) * scale,
      height: (cover.height + 2 * marginPx) * scale,
    });
    context.fillRect(box.x, box.y, box.width, box.height);
  }
}

function blankCanvas(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  // Opaque, and drawn by the processor: a graphics card may round a colour otherwise.
  if (!canvas.getContext("2d", { alpha: false, willReadFrequently: true })) {
    throw new RangeError("no canvas of this size");
  }
  return canvas;
}

function pngOf(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new RangeError("no canvas of this size"));
    }, "image/png");
  });
}
