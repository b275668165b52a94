/** The form's table as it stands on the page: rows, their fields, and where a row stands. */
import { cellsOf, show, textsOf } from "./fields.js";
import { HEAD } from "./model.js";

export const MOVABLE = ["goals", "indicators"]; // parts whose rows the scripts make and move; a plan's are columns

export class Sheet {
  constructor(form, model) {
    this.form = form;
    this.model = model;
    this.away = new Map(); // rows taken off the page, by id: an undo brings them back as they are
  }

  /** Let the model know what the server sent, and what was typed before the scripts came. */
  read() {
    this.model.admit(HEAD, HEAD, {}, true);
    for (const field of this.fields()) {
      const id = this.rowOf(field);
      const part = field.closest("[data-part]")?.dataset.part ?? "plan";
      const row = this.model.rows.get(id) ?? this.model.admit(id, part, {}, true);
      const now = textsOf(field);
      resetToSent(field);
      for (const [name, text] of Object.entries(textsOf(field))) this.model.admitCell(row, name, text);
      show(field, now);
      for (const [name, text] of Object.entries(now)) this.model.type(id, name, text);
    }
  }

  fields(root = this.form) {
    return [...root.querySelectorAll("[data-cell]:not(button)")];
  }

  rowOf(field) {
    return field.dataset.row || HEAD;
  }

  /** The field that holds a cell; level1 and level2 share one. */
  field(id, name) {
    const cell = name === "level1" || name === "level2" ? "class" : name;
    const row = this.element(id);
    const field = row?.querySelector(`[data-cell="${cell}"]`) ?? document.getElementById(`f-${id}-${cell}`);
    return field ?? null;
  }

  /** Show what the model says of a row, or of some of its cells. */
  refresh(id, names = null) {
    const texts = this.model.texts(id);
    for (const field of this.fieldsOf(id)) {
      const cells = cellsOf(field);
      if (!names || cells.some((name) => names.includes(name))) show(field, texts);
    }
  }

  /** The fields of a row, on the page or taken off it; of the head or of a plan's step, wherever they stand. */
  fieldsOf(id) {
    const element = this.element(id) ?? this.away.get(id);
    return element ? this.fields(element) : this.fields().filter((field) => this.rowOf(field) === id);
  }

  element(id) {
    return this.form.querySelector(`tr[data-row="${CSS.escape(id)}"]`);
  }

  rows(part) {
    return [...document.getElementById(`part-${part}`).querySelectorAll(":scope > tr[data-row]")];
  }

  /** A new row's element; its ids and names carry __row__ where the id goes. */
  make(part, id, texts) {
    const copy = document.getElementById(`row-${part}`).content.cloneNode(true);
    const element = copy.querySelector("tr");
    for (const one of [element, ...element.querySelectorAll("*")]) {
      for (const { name, value } of [...one.attributes]) {
        if (value.includes("__row__")) one.setAttribute(name, value.replaceAll("__row__", id));
      }
    }
    const own = Object.assign({}, ...this.fields(element).map(textsOf));
    const all = { ...own, ...texts };
    this.fields(element).forEach((field) => show(field, all));
    return { element, texts: all };
  }

  /** Put a row's element below the row `after`, at the top of its part, or at its end where `after` is gone. */
  place(part, element, after) {
    const body = document.getElementById(`part-${part}`);
    const above = after && this.element(after);
    const below = above ? above.nextElementSibling : after ? null : (this.rows(part)[0] ?? null);
    if (element === above || element === below) return;
    const held = element.contains(document.activeElement) ? document.activeElement : null;
    const end = this.rows(part).at(-1)?.nextElementSibling ?? null;
    body.insertBefore(element, above || !after ? below : end);
    this.away.delete(element.dataset.row);
    held?.focus({ preventScroll: true });
    this.form.dispatchEvent(new CustomEvent("rows", { bubbles: true }));
  }

  take(id) {
    const element = this.element(id);
    this.away.set(id, element);
    element.remove();
    this.form.dispatchEvent(new CustomEvent("rows", { bubbles: true }));
  }

  /** A row that is on the server no more, and not wanted here either. */
  leave(id) {
    if (this.element(id)) this.take(id);
    else this.fieldsOf(id).forEach((field) => (field.disabled = true));
  }

  /** The row that a row stands below, as the server knows them: its id, or null at the top. */
  above(id) {
    let one = this.element(id).previousElementSibling;
    while (one && (!one.dataset.row || this.model.rows.get(one.dataset.row)?.gone)) one = one.previousElementSibling;
    return one?.dataset.row ?? null;
  }

  neighbour(id, step) {
    const element = this.element(id);
    const rows = this.rows(element.dataset.part);
    return rows[rows.indexOf(element) + step] ?? null;
  }

  /** How a row is called to a person. */
  name(id) {
    const texts = this.model.texts(id);
    return texts.level3 || texts.text || texts.label || texts.level2 || "空行";
  }
}

function resetToSent(field) {
  if (field.tagName !== "SELECT") {
    field.value = field.defaultValue;
    return;
  }
  const sent = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  if (sent) field.value = sent.value;
}
