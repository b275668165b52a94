/** While a 三级 indicator is typed: what the form's examples and the district's approved tables call such things. */
import { enter } from "./fields.js";
import { get } from "./net.js";

const PAUSE = 250; // ms without typing
const NONE = "这一类还没有参考指标，请直接填写"; // who asks by ↓ is answered
const FILLED = { level3: "name", description: "description", basis: "basis" };

export class Suggesting {
  constructor({ form, sheet, model, undoing }) {
    Object.assign(this, { form, sheet, model, undoing });
    this.list = Object.assign(document.createElement("ul"), { id: "suggestions", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "参考指标");
    this.heard = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.heard.setAttribute("role", "status");
    form.after(this.list, this.heard);
    form.addEventListener("input", ({ target }) => isName(target) && this.#soon(target));
    form.addEventListener("focusout", () => this.#close());
    form.addEventListener("keydown", (event) => isName(event.target) && this.#press(event), true);
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", ({ target }) => this.#take(target.closest("[role=option]")));
    window.addEventListener("resize", () => this.#close());
    document.addEventListener("scroll", ({ target }) => target !== this.list && target !== document && this.#close(), true);
  }

  #soon(field) {
    clearTimeout(this.timer);
    if (!field.value.trim()) return this.#close();
    this.timer = setTimeout(() => this.#ask(field), PAUSE);
  }

  async #ask(field) {
    this.asking?.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const { level2 } = this.model.texts(this.sheet.rowOf(field));
    const query = new URLSearchParams({ level2, q: field.value });
    try {
      const { entries } = await get(`${this.form.dataset.suggestionsUrl}?${query}`, "application/json", signal);
      if (document.activeElement === field && !signal.aborted) this.#open(field, entries);
    } catch {
      if (!signal.aborted) this.#close(); // suggestions are a help; without them one types on
    }
  }

  #open(field, entries) {
    const typed = field.value.trim();
    const found = entries.filter((entry) => entries.length > 1 || entry.name !== typed);
    if (!found.length && typed) return this.#close();
    this.field = field;
    this.entries = [...found.filter(({ mark }) => mark !== "avoid"), ...found.filter(({ mark }) => mark === "avoid")];
    this.list.replaceChildren(...(found.length ? this.entries.map(option) : [nothing()]));
    this.list.hidden = false;
    this.#place(field);
    field.setAttribute("aria-controls", this.list.id);
    this.heard.textContent = found.length ? `有 ${found.length} 条参考指标，按 ↓ 选用` : NONE;
    this.#mark(-1);
  }

  #place(field) {
    const at = field.getBoundingClientRect();
    const around = this.list.offsetParent.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const width = Math.min(420, clientWidth - 16);
    const left = Math.min(at.left, clientWidth - width - 8);
    const corner = this.form.querySelector(".corner").getBoundingClientRect().top;
    const below = (corner > at.bottom ? Math.min(corner, clientHeight) : clientHeight) - at.bottom;
    Object.assign(this.list.style, { width: `${width}px`, left: `${left - around.left}px` });
    const upwards = this.list.offsetHeight > below && at.top > below;
    const top = upwards ? at.top - this.list.offsetHeight : at.bottom;
    this.list.style.top = `${top - around.top}px`;
  }

  #mark(place) {
    this.place = place;
    this.#options().forEach((one, index) => one.setAttribute("aria-selected", String(index === place)));
    const chosen = this.#options()[place];
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field?.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  #options() {
    return [...this.list.querySelectorAll("[role=option]:not([aria-disabled])")];
  }

  #press(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey) return;
    const act = this.list.hidden ? this.#closed(event) : this.#opened(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #closed(event) {
    return event.key === "ArrowDown" && !event.target.value ? () => this.#ask(event.target) : null;
  }

  #opened({ key }) {
    const count = this.entries.length;
    if (!count) return key === "Escape" ? () => this.#close() : null;
    if (key === "ArrowDown") return () => this.#mark((this.place + 1) % count);
    if (key === "ArrowUp") return () => this.#mark((this.place < 1 ? count : this.place) - 1);
    if (key === "Escape") return () => this.#close();
    if (key === "Enter" && this.place >= 0) return () => this.#take(this.list.children[this.place]);
    return null;
  }

  /** Fill the row from an entry; the value is the officer's own, and waits with its unit. */
  #take(chosen) {
    const entry = this.entries[this.#options().indexOf(chosen)];
    if (!entry) return; // beside them, or where there is none
    const id = this.sheet.rowOf(this.field);
    const before = this.model.texts(id);
    const texts = Object.fromEntries(Object.entries(FILLED).map(([cell, from]) => [cell, entry[from]]));
    if (!before.value.trim()) texts.value = entry.unit;
    this.#close();
    this.sheet.write(id, texts);
    this.model.changed();
    this.undoing.offer(`已选用“${entry.name}”`, () => {
      this.sheet.unwrite(id, before, texts);
      this.model.changed();
    });
    const value = this.sheet.field(id, "value");
    enter(value);
    if (texts.value) value.setSelectionRange(0, 0);
  }

  #close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.field?.removeAttribute("aria-activedescendant");
    this.field?.removeAttribute("aria-controls");
    this.heard.textContent = "";
  }
}

const isName = (field) => field.dataset?.cell === "level3";

function option(entry, place) {
  const made = element("li", entry.mark);
  made.id = `suggestion-${place}`;
  made.setAttribute("role", "option");
  const name = element("span", "name", entry.name);
  const mark = { model: "范例", avoid: "不宜再用" }[entry.mark];
  const used = entry.uses ? `用过${entry.uses}次，${entry.departments}个部门` : "";
  const usual = entry.typical_value ? `常见值 ${entry.typical_value}` : "";
  made.append(name, ...(mark ? [" ", element("span", "marked", mark)] : []));
  if (entry.description) made.append(element("span", "description", entry.description));
  made.append(element("span", "used", [used, usual].filter(Boolean).join("；")));
  return made;
}

function nothing() {
  const made = element("li", "none", NONE);
  made.setAttribute("role", "option");
  made.setAttribute("aria-disabled", "true");
  return made;
}

function element(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}
