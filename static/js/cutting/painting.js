// The picture as somebody sees it while they work: what is in sight, turned, with all but the areas dimmed.

import { COVER_COLOUR } from "./cut.js";

const DIMMED = "rgb(0 0 0 / 55%)";

// `view` is the part of the plane in sight; `scale` is CSS pixels for one of its pixels.
export function paint(canvas, picture, { plane, areas }, view, scale) {
  const ratio = devicePixelRatio;
  fitCanvas(canvas, view, scale, ratio);
  const context = canvas.getContext("2d", { alpha: false });
  const drawPicture = () => {
    context.fillStyle = COVER_COLOUR;
    context.fillRect(0, 0, canvas.width, canvas.height);
    picture.draw(context, plane, scale * ratio, view.x, view.y);
  };
  drawPicture();
  if (!areas.length) return;
  context.fillStyle = DIMMED;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const { rectangle } of areas) light(context, drawPicture, rectangle, view, scale * ratio);
}

function light(context, drawPicture, { x, y, width, height }, view, scale) {
  context.save();
  context.beginPath();
  context.rect((x - view.x) * scale, (y - view.y) * scale, width * scale, height * scale);
  context.clip();
  drawPicture();
  context.restore();
}

// Setting a canvas' size empties it, so only when it has another one.
function fitCanvas(canvas, view, scale, ratio) {
  const columns = Math.ceil(view.width * scale * ratio);
  const rows = Math.ceil(view.height * scale * ratio);
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  canvas.style.width = `${columns / ratio}px`;
  canvas.style.height = `${rows / ratio}px`;
}
