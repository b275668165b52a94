/** Signing in again without leaving the page, when the session has ended under it. */
import { get, renewTokens, token } from "./net.js";
import { button } from "./undo.js";

export class Session {
  constructor(form, dialog) {
    Object.assign(this, { form, dialog });
    this.url = form.dataset.againUrl;
    this.believed = false; // that another tab's sign-in serves this page too; a save that arrives proves it
  }

  /** True once the same person is signed in; false where the dialog was closed without. */
  async again() {
    if (!this.believed && (await this.#elsewhere())) return true;
    try {
      this.#fill(await get(this.url, "text/html"));
    } catch {
      return false;
    }
    return new Promise((resolve) => this.#ask(resolve));
  }

  /** Another tab may have signed in meanwhile; then its token is all that is needed. */
  async #elsewhere() {
    try {
      const answer = await get(this.url, "application/json");
      this.believed = answer.ok && String(answer.user) === this.form.dataset.user;
      if (this.believed) renewTokens(answer.csrf);
      return this.believed;
    } catch {
      return false;
    }
  }

  /** The server's own form, put into the dialog as nodes. */
  #fill(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    this.dialog.replaceChildren(...page.body.childNodes);
    this.dialog.append(button("先不登录", () => this.dialog.close()));
    this.dialog.setAttribute("aria-labelledby", this.dialog.querySelector("h1, h2")?.id ?? "");
    const { expected } = this.dialog.querySelector("form").elements;
    if (expected) expected.value = this.form.dataset.user;
  }

  #ask(resolve) {
    const held = document.activeElement;
    const asked = new AbortController();
    let signedIn = false;
    this.dialog.addEventListener(
      "submit",
      async (event) => {
        event.preventDefault();
        signedIn = await this.#signIn(event.target);
        if (signedIn) this.dialog.close();
      },
      { signal: asked.signal },
    );
    this.dialog.addEventListener(
      "close",
      () => {
        asked.abort();
        this.dialog.replaceChildren();
        held?.focus?.({ preventScroll: true });
        resolve(signedIn);
      },
      { once: true },
    );
    this.dialog.showModal();
    this.#focus();
  }

  #focus() {
    this.dialog.querySelector("input:not([type=hidden])").focus();
  }

  async #signIn(inner) {
    const answer = await this.#post(inner).catch(() => ({ ok: false, message: "没有连上服务器，请检查网络后再试。" }));
    if (answer.ok) renewTokens(answer.csrf);
    else if (answer.form) this.#next(answer.form);
    else this.#tell(answer.message);
    return answer.ok === true;
  }

  /** The second step of signing in: a code. */
  #next(html) {
    this.#fill(html);
    this.#focus();
  }

  async #post(inner) {
    const said = new URLSearchParams(new FormData(inner));
    said.set("expected", this.form.dataset.user);
    const response = await fetch(this.url, {
      method: "POST",
      body: said,
      headers: { Accept: "application/json", "X-CSRFToken": token(inner).value },
      credentials: "same-origin",
    });
    return response.json();
  }

  #tell(sentence) {
    this.dialog.querySelector("[role=alert]").textContent = sentence;
    const secret = this.dialog.querySelector("[type=password], [name=code]");
    secret.value = "";
    secret.focus();
  }
}
