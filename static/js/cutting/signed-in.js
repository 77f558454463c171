// Whether the session still lives is asked before a form is sent: the way to the login page loses every file of it.

const TIMEOUT_MS = 20_000;

export class SignedIn {
  #form;
  #place;
  #text;
  #isAsking = false;
  #isKnown = false;

  constructor(form, place, text) {
    this.#form = form;
    this.#place = place;
    this.#text = text;
  }

  // Whether this submission may go now. If it is not known, stop it, ask, and submit again with the same button.
  lets(event) {
    if (this.#isKnown) {
      this.#isKnown = false;
      return true;
    }
    event.preventDefault();
    if (!this.#isAsking) this.#ask(event.submitter);
    return false;
  }

  async #ask(submitter) {
    this.#isAsking = true;
    const refusal = await this.#refusal();
    this.#isAsking = false;
    this.#place.hidden = !refusal;
    this.#place.textContent = refusal && this.#text(refusal);
    if (refusal) {
      this.#place.scrollIntoView({ block: "nearest" });
      return;
    }
    this.#isKnown = true;
    this.#form.requestSubmit(submitter);
  }

  // Why it cannot be sent, as the name of a sentence; empty if it can.
  async #refusal() {
    let response;
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      response = await fetch(location.href, { redirect: "manual", cache: "no-store", signal });
    } catch {
      // The network failed, or took too long.
      return "no-answer";
    }
    if (response.type === "opaqueredirect") return "signed-out";
    if (!response.ok) return "no-answer";
    this.#renewToken(await response.text());
    return "";
  }

  // Who signs in again gets another token, and Django refuses a form with the one from before. Scripts cannot read the
  // cookie, so the page itself is asked for, not its head alone.
  #renewToken(page) {
    const name = "csrfmiddlewaretoken";
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector(`[name=${name}]`);
    if (fresh) this.#form.elements[name].value = fresh.value;
  }
}
