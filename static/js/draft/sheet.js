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
      const row = this.model.rows.get(id) ?? this.#admit(id, part);
      const now = textsOf(field);
      resetToSent(field);
      for (const [name, text] of Object.entries(textsOf(field))) this.model.admitCell(row, name, text);
      show(field, now);
      for (const [name, text] of Object.entries(now)) this.model.type(id, name, text);
    }
  }

  #admit(id, part) {
    this.model.order.put(part, id);
    return this.model.admit(id, part, {}, true);
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

  /** Type these texts into cells of a row, as a person would. */
  write(id, texts) {
    for (const [name, text] of Object.entries(texts)) this.model.type(id, name, text);
    this.refresh(id, Object.keys(texts));
  }

  /** Take back what was written into a row, but nothing that was typed over it since. */
  unwrite(id, before, written) {
    if (!this.model.rows.has(id)) return;
    const now = this.model.texts(id);
    const names = Object.keys(written).filter((name) => now[name] === written[name]);
    this.write(id, Object.fromEntries(names.map((name) => [name, before[name]])));
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

  /** Bring the rows into the order that the model expects. The row that is written in is not touched: others go round it. */
  arrange() {
    const moved = MOVABLE.map((part) => layOut(document.getElementById(`part-${part}`), this.#expected(part)));
    if (moved.some(Boolean)) this.form.dispatchEvent(new CustomEvent("rows", { bubbles: true }));
  }

  /** The elements of a part in order; one that only this page still has stays below its neighbour. */
  #expected(part) {
    const ids = this.model.orderOf(part).filter((id) => this.model.rows.get(id)?.removed === false);
    const elements = ids.map((id) => this.element(id) ?? this.away.get(id));
    for (const row of this.rows(part)) {
      if (!elements.includes(row)) elements.splice(elements.indexOf(row.previousElementSibling) + 1, 0, row);
    }
    ids.forEach((id) => this.away.delete(id));
    return elements;
  }

  /** Off the page, kept for an undo; what was asked there is asked no more. */
  take(id) {
    this.element(id).querySelectorAll(".conflict").forEach((box) => box.remove());
    this.away.set(id, this.element(id));
    this.#remove(this.element(id));
  }

  #remove(element) {
    element.remove();
    this.form.dispatchEvent(new CustomEvent("rows", { bubbles: true }));
  }

  /** A row that is on the server no more, and not wanted here either. */
  drop(id) {
    if (this.away.delete(id)) return;
    if (this.element(id)) this.#remove(this.element(id));
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

/** True where something had to be moved. */
function layOut(body, elements) {
  const held = elements.find((one) => one.contains(document.activeElement));
  const place = elements.indexOf(held);
  let moved = false;
  const put = (element, before) => {
    moved = true;
    body.insertBefore(element, before);
  };
  for (let one = place - 1, next = held; one >= 0; next = elements[one], one -= 1) {
    if (elements[one].nextElementSibling !== next) put(elements[one], next);
  }
  for (let one = place + 1, above = held ?? null; one < elements.length; above = elements[one], one += 1) {
    const next = above ? above.nextElementSibling : body.firstElementChild;
    if (elements[one] !== next) put(elements[one], next);
  }
  return moved;
}

function resetToSent(field) {
  if (field.tagName !== "SELECT") {
    field.value = field.defaultValue;
    return;
  }
  const sent = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  if (sent) field.value = sent.value;
}
