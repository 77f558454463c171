// Sentences of the scripts: they come from the page, where they are translated.

// <template> with elements such as <span data-text="moved">“{name}” is number {place} now.</span>
export function textsOf(template) {
  const found = new Map();
  for (const each of template.content.querySelectorAll("[data-text]")) {
    found.set(each.dataset.text, each.textContent.trim().replace(/\s+/g, " "));
  }
  return (name, values = {}) => {
    return found.get(name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  };
}
