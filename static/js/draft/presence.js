/** Saying that the table is open here, and hearing what the others who have it open did. */
import { post, token } from "./net.js";

const EVERY = 15_000; // ms, while the page is in sight

export class Presence {
  constructor({ form, model, tab, merging, saving }) {
    Object.assign(this, { form, model, tab, merging, saving });
    setInterval(() => document.hidden || this.report(), EVERY);
    document.addEventListener("visibilitychange", () => document.hidden || this.report());
    window.addEventListener("pageshow", (event) => event.persisted && this.report());
    window.addEventListener("pagehide", () => this.#post(true));
    this.report();
  }

  async report() {
    if (this.asking || !navigator.onLine) return;
    this.asking = true;
    const asked = this.model.revision;
    const { status, answer } = await this.#post(false);
    this.asking = false;
    if (status !== 200) return;
    this.merging.hear(answer, asked);
    if (answer.open) this.saving.reopen();
  }

  #post(leaving) {
    const said = { tab: this.tab, revision: this.model.revision, leaving };
    return post(this.form.dataset.presenceUrl, said, token(this.form).value, leaving);
  }
}
