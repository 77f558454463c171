// The crops' rows of the form: a cut becomes the file of a row; the plain file input is there, but folded away.

// Ours: the name of the source file tells about the source.
const FILE_NAME = "crop.png";

export class Rows {
  #group;
  #text;
  #foldTemplate;
  #storedTemplate;
  #replacedTemplate;
  #cutTemplate;
  #onTakenOut;

  constructor(group, { text, foldTemplate, storedTemplate, replacedTemplate, cutTemplate, onWanted, onTakenOut }) {
    this.#group = group;
    this.#text = text;
    this.#foldTemplate = foldTemplate;
    this.#storedTemplate = storedTemplate;
    this.#replacedTemplate = replacedTemplate;
    this.#cutTemplate = cutTemplate;
    this.#onTakenOut = onTakenOut;
    // The empty row too: Django copies it for every new one.
    for (const row of group.querySelectorAll(".inline-related")) this.#fold(row);
    group.addEventListener("change", (event) => {
      // Somebody chose another file by hand; the cut is not in this row any more.
      if (event.target.matches("input[type=file]")) {
        forget(rowOf(event.target));
        this.#remind(rowOf(event.target));
      }
    });
    group.addEventListener("click", (event) => {
      if (event.target.closest("[data-cut-remove]")) this.#takeOut(rowOf(event.target));
      if (event.target.closest("[data-cut-anew]")) onWanted(rowOf(event.target));
    });
  }

  get all() {
    return [...this.#group.querySelectorAll(".inline-related:not(.empty-form)")];
  }

  get withCut() {
    return this.all.filter((row) => row.querySelector("[data-cut]"));
  }

  // Stored crops, whose picture a cut may replace.
  get stored() {
    const kept = this.all.filter((row) => isStored(row) && !row.querySelector("[name$='-DELETE']")?.checked);
    return kept.map((row) => ({ row, name: row.querySelector(".inline_label").textContent.trim() }));
  }

  // How many more cuts the form takes.
  get room() {
    const most = Number(this.#group.querySelector("[name$='-MAX_NUM_FORMS']").value);
    return most - this.all.length + this.all.filter(isBlank).length;
  }

  get bytes() {
    return this.all.flatMap((row) => [...fileOf(row).files]).reduce((sum, file) => sum + file.size, 0);
  }

  // Put a cut into its row, else into one that nothing is in, else into a new one; return that row.
  take(cut) {
    const row = cut.row ?? this.all.find(isBlank) ?? this.#newRow();
    forget(row);
    const files = new DataTransfer();
    files.items.add(new File([cut.blob], FILE_NAME, { type: "image/png" }));
    fileOf(row).files = files.files;
    const shown = this.#cutTemplate.content.cloneNode(true);
    shown.querySelector("[data-cut-picture]").append(cut.canvas);
    shown.querySelector("[data-cut-size]").textContent = this.#text("unsaved", cut);
    row.querySelector("fieldset").prepend(shown);
    row.classList.add("has-cut");
    this.#remind(row);
    // A file that a script puts there is no "change" for the browser.
    row.dispatchEvent(new Event("filled", { bubbles: true }));
    return row;
  }

  #newRow() {
    this.#group.querySelector(".add-row a, .add-row button").click();
    return this.all.find(isBlank);
  }

  #takeOut(row) {
    forget(row);
    fileOf(row).value = "";
    fileOf(row).dispatchEvent(new Event("change", { bubbles: true }));
    row.querySelector("[name$='-alt_text']").focus();
    this.#onTakenOut();
  }

  // The words of a stored crop stay when its picture is replaced, and may be wrong then.
  #remind(row) {
    row.querySelector("[data-replaced]")?.remove();
    if (!isStored(row) || !fileOf(row).files.length) return;
    row.querySelector(".field-alt_text").before(this.#replacedTemplate.content.cloneNode(true));
  }

  #fold(row) {
    const field = row.querySelector(".field-file");
    if (!field) return;
    const fold = this.#foldTemplate.content.cloneNode(true).firstElementChild;
    field.replaceWith(fold);
    fold.append(field);
    if (isStored(row)) fold.before(this.#storedTemplate.content.cloneNode(true));
    // An error has to be seen.
    fold.open = field.querySelector(".errorlist") !== null;
  }
}

export function rowOf(element) {
  return element.closest(".inline-related");
}

export function fileOf(row) {
  return row.querySelector("input[type=file]");
}

// A row that is stored has a key; of another one something is filled in, or it will not be sent.
export function isStored(row) {
  return Boolean(row.querySelector("[name$='-id']")?.value);
}

export function isBlank(row) {
  if (isStored(row) || fileOf(row).files.length) return false;
  return [...row.querySelectorAll("textarea, input:not([type=hidden], [type=file], [name$='-position'])")]
    .every((field) => !field.value.trim());
}

function forget(row) {
  row.querySelector("[data-cut]")?.remove();
  row.classList.remove("has-cut");
}
