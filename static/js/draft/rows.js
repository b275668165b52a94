/** What a person does with rows: add, duplicate, move, delete, and take a deletion back. */
import { enter } from "./fields.js";
import { newId } from "./ids.js";

export class Rows {
  constructor(sheet, model, undoing) {
    Object.assign(this, { sheet, model, undoing });
    sheet.form.addEventListener("rows", () => this.#skipTools());
    this.#skipTools();
  }

  /** From a row's last cell the next Tab is the next row's first; the tools have their keys. */
  #skipTools() {
    this.sheet.form.querySelectorAll(".tools button").forEach((one) => (one.tabIndex = -1));
  }

  /** A new row below `after` (null: at the top). The class is that of the row above: one more of its kind. */
  add(part, after, texts = {}) {
    const id = newId();
    const above = after && this.model.texts(after);
    const begun = part === "goals" ? { label: this.#nextLabel() } : classOf(above);
    this.insert(part, id, after, { ...begun, ...texts });
    this.model.changed();
    return id;
  }

  /** Put a row with this id on the page and into the next save. */
  insert(part, id, after, texts) {
    const made = this.sheet.make(part, id, texts);
    this.model.admit(id, part, made.texts, false);
    this.sheet.place(part, made.element, after);
    this.model.push({ op: "add", row: id, after: this.sheet.above(id) });
  }

  addAndEnter(part, after) {
    const id = this.add(part, after);
    enter(this.sheet.field(id, part === "goals" ? "text" : "level3"));
  }

  duplicate(id) {
    const { part } = this.model.rows.get(id);
    const texts = this.model.texts(id);
    if (part === "goals") texts.label = this.#nextLabel();
    const copy = this.add(part, id, texts);
    enter(this.sheet.field(copy, part === "goals" ? "text" : "level3"));
  }

  /** 目标1, 目标2, … goes on; a label without a number counts as the first. */
  #nextLabel() {
    const labels = this.sheet.rows("goals").map((row) => this.model.texts(row.dataset.row).label ?? "");
    const numbers = labels.map((text) => Number(/(\d+)\s*$/.exec(text)?.[1] ?? 0));
    const stem = labels.at(-1)?.replace(/\d+\s*$/, "") || "目标";
    return labels.length ? `${stem}${Math.max(labels.length, ...numbers) + 1}` : "目标1";
  }

  move(id, step) {
    const other = this.sheet.neighbour(id, step);
    if (!other) return;
    const { part } = this.model.rows.get(id);
    this.sheet.place(part, this.sheet.element(id), step > 0 ? other.dataset.row : this.#aboveOf(other));
    this.model.push({ op: "move", row: id, after: this.sheet.above(id) });
    this.model.changed();
    this.sheet.element(id).scrollIntoView({ block: "nearest" });
  }

  #aboveOf(element) {
    return this.sheet.neighbour(element.dataset.row, -1)?.dataset.row ?? null;
  }

  /** Delete a row; what one would do next, or the undo bar, gets the focus. */
  remove(id) {
    const { part } = this.model.rows.get(id);
    const after = this.sheet.neighbour(id, -1)?.dataset.row ?? null;
    const next = this.sheet.neighbour(id, 1) ?? this.sheet.neighbour(id, -1);
    const name = this.sheet.name(id);
    this.takeAway(id);
    this.undoing.offer(`已删除“${shortened(name)}”`, () => this.bringBack(id, after));
    if (next) return enter(this.sheet.field(next.dataset.row, part === "goals" ? "text" : "level3"));
    this.sheet.form.querySelector(`[data-do="append"][data-part="${part}"]`).focus({ preventScroll: true }); // closing the bar leads there
    this.undoing.back.focus();
  }

  takeAway(id) {
    this.model.remove(id);
    this.sheet.take(id);
    this.model.changed();
  }

  bringBack(id, after) {
    const row = this.model.rows.get(id);
    if (!row?.removed) return; // back already, through a colleague or a conflict
    this.sheet.place(row.part, this.sheet.away.get(id), after);
    this.model.bringBack(id, this.sheet.above(id));
    this.model.changed();
    enter(this.sheet.field(id, row.part === "goals" ? "text" : "level3"));
  }
}

const classOf = (texts) => (texts?.level1 === undefined ? {} : { level1: texts.level1, level2: texts.level2 });

export const shortened = (text, most = 16) => {
  const line = text.replace(/\s+/g, "");
  return line.length > most ? `${line.slice(0, most)}…` : line;
};
