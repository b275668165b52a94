/**
 * A copy of what is not saved yet, in this browser: written at each change, gone once the server has it.
 *
 * What a crash left behind is offered to the same person at the same table, unless the tab that wrote it still
 * lives: that is asked for, not told by a clock, which browsers slow down in tabs out of sight.
 */
import { newId } from "./ids.js";

const AFTER = 150; // ms, so that fast typing does not write at each letter
const KEPT = 60 * 24 * 3600 * 1000; // ms; nobody comes back for an older copy, of whatever table
const ANSWER_WITHIN = 400; // ms for the other tabs to say that they live

export class Local {
  constructor(form, model) {
    this.model = model;
    this.tab = newId();
    this.prefix = `draft:${form.dataset.user}:${form.dataset.project}:`;
    this.failed = false;
    this.tabs = new BroadcastChannel(this.prefix);
    this.alive = new Set();
    this.tabs.addEventListener("message", ({ data }) => this.#heard(data));
    model.addEventListener("change", () => this.#soon());
    model.addEventListener("heard", () => this.#soon());
    window.addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => document.hidden && this.keep());
  }

  works() {
    return !this.failed;
  }

  #soon() {
    this.timer ??= setTimeout(() => this.keep(), AFTER);
  }

  keep() {
    clearTimeout(this.timer);
    this.timer = null;
    const operations = this.model.unsaved();
    try {
      if (operations.length) localStorage.setItem(this.prefix + this.tab, JSON.stringify({ at: Date.now(), operations }));
      else localStorage.removeItem(this.prefix + this.tab);
      this.failed = false;
    } catch {
      this.failed = true; // full or forbidden: the saving goes on without
    }
  }

  #heard({ ask, here }) {
    if (ask) this.tabs.postMessage({ here: this.tab });
    if (here) this.alive.add(here);
  }

  /** What tabs that are no more left behind, oldest first: [{key, at, operations}]. */
  async left() {
    this.tabs.postMessage({ ask: true });
    await new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN));
    return this.#copies().filter(({ key }) => !this.alive.has(key.slice(this.prefix.length)));
  }

  #copies() {
    try {
      const all = Object.keys(localStorage).filter((key) => key.startsWith("draft:") && !key.endsWith(this.tab));
      const read = all.map((key) => ({ key, ...parsed(localStorage.getItem(key)) }));
      for (const { key, at } of read) if (at < Date.now() - KEPT) this.drop(key);
      const copies = read.filter(({ key, at }) => key.startsWith(this.prefix) && at >= Date.now() - KEPT);
      return copies.filter((copy) => Array.isArray(copy.operations)).sort((one, other) => one.at - other.at);
    } catch {
      return [];
    }
  }

  /** A copy is taken over or not wanted. */
  drop(key) {
    localStorage.removeItem(key);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
