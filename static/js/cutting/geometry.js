// Arithmetic of the cutting: rectangles are {x, y, width, height} in whole pixels of the "plane", the upright
// box around the turned picture at its full resolution. Nothing here touches the page.

// A turn that is exact but for the last bits of a float must not push an edge to the next pixel.
const EPSILON = 1e-6;

function sineAndCosine(degrees) {
  const turned = ((degrees % 360) + 360) % 360;
  if (turned % 90 === 0) return [[0, 1], [1, 0], [0, -1], [-1, 0]][turned / 90];
  const radians = (turned * Math.PI) / 180;
  return [Math.sin(radians), Math.cos(radians)];
}

// The plane of a picture of width × height pixels that is turned clockwise by `degrees` (tenths of a degree).
export function planeOf({ width, height }, degrees) {
  const [sine, cosine] = sineAndCosine(degrees);
  const plane = {
    degrees,
    // At quarter turns every pixel of the picture is one of the plane, unchanged.
    isExact: degrees % 90 === 0,
    width: Math.ceil(width * Math.abs(cosine) + height * Math.abs(sine) - EPSILON),
    height: Math.ceil(width * Math.abs(sine) + height * Math.abs(cosine) - EPSILON),
  };
  // From a pixel of the picture to one of the plane, in the order that canvases want.
  plane.matrix = [
    cosine, sine, -sine, cosine,
    plane.width / 2 - (cosine * width - sine * height) / 2,
    plane.height / 2 - (sine * width + cosine * height) / 2,
  ];
  return plane;
}

// The smallest whole rectangle around one with fractions.
export function around({ x, y, width, height }) {
  const left = Math.floor(x + EPSILON);
  const top = Math.floor(y + EPSILON);
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.ceil(x + width - EPSILON) - left),
    height: Math.max(1, Math.ceil(y + height - EPSILON) - top),
  };
}

// The whole rectangle whose edges are nearest.
export function nearest({ x, y, width, height }) {
  const left = Math.round(x);
  const top = Math.round(y);
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.round(x + width) - left),
    height: Math.max(1, Math.round(y + height) - top),
  };
}

// What of a rectangle lies on the plane; at least one pixel.
export function clipped({ x, y, width, height }, plane) {
  const left = Math.min(Math.max(x, 0), plane.width - 1);
  const top = Math.min(Math.max(y, 0), plane.height - 1);
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.min(x + width, plane.width) - left),
    height: Math.max(1, Math.min(y + height, plane.height) - top),
  };
}

// The rectangle, pushed onto the plane; one that is larger than the plane shrinks to it.
export function pushed(rectangle, plane) {
  const width = Math.min(rectangle.width, plane.width);
  const height = Math.min(rectangle.height, plane.height);
  return {
    x: Math.min(Math.max(rectangle.x, 0), plane.width - width),
    y: Math.min(Math.max(rectangle.y, 0), plane.height - height),
    width,
    height,
  };
}

function corners({ x, y, width, height }, plane) {
  const left = x - plane.width / 2;
  const top = y - plane.height / 2;
  return [
    [left, top], [left + width, top], [left, top + height], [left + width, top + height],
  ];
}

function turnedBounds(rectangle, from, to) {
  const [sine, cosine] = sineAndCosine(Math.round((to.degrees - from.degrees) * 10) / 10);
  const turned = corners(rectangle, from).map(([x, y]) => [
    cosine * x - sine * y + to.width / 2,
    sine * x + cosine * y + to.height / 2,
  ]);
  const xs = turned.map(([x]) => x);
  const ys = turned.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

// Where a box that covers something has to be after a turn: around all that it covered before.
export function turnedCover(rectangle, from, to) {
  return clipped(around(turnedBounds(rectangle, from, to)), to);
}

// Where a rectangle to cut is after a turn: around the same spot, in its own size.
export function turnedArea(rectangle, from, to) {
  const bounds = turnedBounds(rectangle, from, to);
  const quarters = Math.round((to.degrees - from.degrees) / 90);
  const isOnItsSide = quarters % 2 !== 0;
  const width = isOnItsSide ? rectangle.height : rectangle.width;
  const height = isOnItsSide ? rectangle.width : rectangle.height;
  const x = bounds.x + (bounds.width - width) / 2;
  const y = bounds.y + (bounds.height - height) / 2;
  return pushed(nearest({ x, y, width, height }), to);
}

// The share of an area that lies under at least one of the boxes, 0 to 1.
export function coveredShare(area, boxes) {
  const edges = (start, side) => [...new Set([
    area[start], area[start] + area[side],
    ...boxes.flatMap((box) => [box[start], box[start] + box[side]])
      .filter((edge) => edge > area[start] && edge < area[start] + area[side]),
  ])].sort((one, other) => one - other);
  const [xs, ys] = [edges("x", "width"), edges("y", "height")];
  let covered = 0;
  // Between two neighbouring edges each way, all is covered or nothing is.
  for (let column = 1; column < xs.length; column += 1) {
    for (let row = 1; row < ys.length; row += 1) {
      const [x, y, right, bottom] = [xs[column - 1], ys[row - 1], xs[column], ys[row]];
      if (boxes.some((box) => holds(box, x, y))) covered += (right - x) * (bottom - y);
    }
  }
  return covered / (area.width * area.height);
}

function holds(box, x, y) {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}
