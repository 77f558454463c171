// The cuts, to look at before they are taken: each whole and small first, then at its real pixels.

// Below this a stranger sees little; the server still takes it.
const TINY_SIDE_PX = 200;
// Long side of the small view; a cut that is no larger is seen whole at its real pixels.
const SMALL_SIDE_PX = 320;
// From these on somebody has probably taken, or covered, more than they meant.
const NEARLY_ALL = 0.9;

// `cuts` as of cut(), with the `share` of the whole picture and what of it is `covered`, both 0 to 1. `stored` is the
// crops that a cut may take the place of, as {row, name}; what is chosen becomes the cut's `row`.
export function showPreviews(list, cuts, { text, minSidePx, stored }) {
  list.replaceChildren(...cuts.map((cut, at) => {
    const item = document.createElement("li");
    const heading = document.createElement("h4");
    heading.textContent = nameOf(cut, at + 1, text);
    item.append(heading, ...remarks(cut, text, minSidePx).map(remark));
    if (stored.length) item.append(placeOf(cut, stored, text));
    item.append(...viewsOf(cut, heading.textContent, text));
    return item;
  }));
}

function nameOf({ width, height, blob }, number, text) {
  return text("cut", { number, width, height, size: sizeOf(blob.size) });
}

function placeOf(cut, stored, text) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  const names = stored.map(({ name }) => text("instead-of", { name }));
  select.append(...[text("new-crop"), ...names].map((name) => new Option(name)));
  select.selectedIndex = stored.findIndex(({ row }) => row === cut.row) + 1;
  select.addEventListener("change", () => {
    cut.row = stored[select.selectedIndex - 1]?.row;
  });
  label.append(text("use-as"), " ", select);
  return label;
}

export function isTooSmall({ width, height }, minSidePx) {
  return Math.min(width, height) < minSidePx;
}

function remark(sentence) {
  const paragraph = document.createElement("p");
  paragraph.className = "cutting-remark";
  paragraph.textContent = sentence;
  return paragraph;
}

function remarks(cut, text, minSidePx) {
  if (isTooSmall(cut, minSidePx)) return [text("too-small", { least: minSidePx })];
  const found = [];
  if (cut.share > NEARLY_ALL) found.push(text("nearly-whole"));
  if (cut.covered > NEARLY_ALL) found.push(text("nearly-covered"));
  if (isTooSmall(cut, TINY_SIDE_PX)) found.push(text("tiny"));
  if (cut.isReduced) found.push(text("reduced"));
  return found;
}

function viewsOf({ canvas }, name, text) {
  const frame = document.createElement("div");
  frame.className = "cutting-frame";
  // It scrolls, so those without a pointer must reach it.
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", name);
  frame.append(canvas);
  const real = figureOf(frame, text("real-view"));
  return Math.max(canvas.width, canvas.height) > SMALL_SIDE_PX
    ? [figureOf(reduced(canvas), text("small-view")), real]
    : [real];
}

function figureOf(view, words) {
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = words;
  figure.append(caption, view);
  return figure;
}

function reduced(whole) {
  const scale = SMALL_SIDE_PX / Math.max(whole.width, whole.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(whole.width * scale));
  canvas.height = Math.max(1, Math.round(whole.height * scale));
  const context = canvas.getContext("2d", { alpha: false });
  context.imageSmoothingQuality = "high";
  context.drawImage(whole, 0, 0, canvas.width, canvas.height);
  return canvas;
}

export function sizeOf(bytes) {
  const unit = bytes < 1_000_000 ? "kilobyte" : "megabyte";
  const value = bytes / (unit === "kilobyte" ? 1000 : 1_000_000);
  const style = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(value);
}
