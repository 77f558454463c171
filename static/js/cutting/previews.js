// The cuts at their real pixels, to look at before they are taken.

// Below this a stranger sees little; the server still takes it.
const TINY_SIDE_PX = 200;

// `stored` is the crops that a cut may take the place of, as {row, name}; what is chosen becomes the cut's `row`.
export function showPreviews(list, cuts, { text, minSidePx, stored }) {
  list.replaceChildren(...cuts.map((cut, at) => {
    const item = preview(cut, at + 1, text, minSidePx);
    if (stored.length) item.append(placeOf(cut, stored, text));
    return item;
  }));
}

function placeOf(cut, stored, text) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  const names = stored.map(({ name }) => text("instead-of", { name }));
  select.append(...[text("new-crop"), ...names].map((name) => new Option(name)));
  select.addEventListener("change", () => {
    cut.row = stored[select.selectedIndex - 1]?.row;
  });
  label.append(text("use-as"), " ", select);
  return label;
}

export function isTooSmall({ width, height }, minSidePx) {
  return Math.min(width, height) < minSidePx;
}

function preview(cut, number, text, minSidePx) {
  const { width, height } = cut;
  const item = document.createElement("li");
  const name = text("cut", { number, width, height, size: sizeOf(cut.blob.size) });
  const heading = document.createElement("h3");
  heading.textContent = name;
  item.append(heading);
  for (const sentence of remarks(cut, text, minSidePx)) {
    const remark = document.createElement("p");
    remark.className = "cutting-remark";
    remark.textContent = sentence;
    item.append(remark);
  }
  const frame = document.createElement("div");
  frame.className = "cutting-frame";
  // It scrolls, so those without a pointer must reach it.
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", name);
  frame.append(cut.canvas);
  item.append(frame);
  return item;
}

function remarks(cut, text, minSidePx) {
  if (isTooSmall(cut, minSidePx)) return [text("too-small", { least: minSidePx })];
  const found = [];
  if (isTooSmall(cut, TINY_SIDE_PX)) found.push(text("tiny"));
  if (cut.isReduced) found.push(text("reduced"));
  return found;
}

export function sizeOf(bytes) {
  const unit = bytes < 1_000_000 ? "kilobyte" : "megabyte";
  const value = bytes / (unit === "kilobyte" ? 1000 : 1_000_000);
  const style = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(value);
}
