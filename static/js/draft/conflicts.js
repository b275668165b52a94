/** Where a colleague was faster with the same thing: both stand at the cell, with who and when, and one chooses. */
import { cellsOf, enter, show, steadily, told } from "./fields.js";
import { HEAD } from "./model.js";
import { button } from "./undo.js";

export class Conflicts {
  constructor(sheet, model, rows, me) {
    Object.assign(this, { sheet, model, rows, me });
    this.boxes = new Map(); // what is asked, by the id of the field or row it stands at
  }

  /** A conflict as the server told it; `place` is where a moved row stands for the others. */
  ask(conflict, place = undefined) {
    const question = { kind: conflict.kind, by: conflict.by ?? "", clock: conflict.clock ?? "" };
    this[`_${conflict.kind}`](conflict.operation, question, conflict.theirs ?? {}, place);
  }

  _cell({ row, cell: name }, question, theirs) {
    const id = row ?? HEAD;
    const cell = this.model.cell(id, name);
    if (!cell) return;
    cell.stale = false;
    if (cell.typed === theirs[name]) cell.base = theirs[name];
    else cell.question = { ...question, theirs: theirs[name] };
    this.#drawField(this.sheet.field(id, name));
  }

  _deleted({ row: id }, question) {
    const row = this.model.rows.get(id);
    if (!row || row.removed) return;
    Object.assign(row, { question, gone: true, stored: false });
    const restore = ["恢复这一行", () => this.#restore(row)];
    const choices = this.sheet.element(id) ? [restore] : []; // the columns of a plan are drawn by the server
    this.#drawRow(row, `${this.#who(question)}删除了这一行；您在这里的修改还没有保存。`, [
      ...choices,
      ["不要了", () => this.#drop(row)],
    ]);
  }

  _edited({ row: id }, question, theirs) {
    const row = this.model.rows.get(id);
    if (!row) return;
    for (const [name, text] of Object.entries(theirs)) this.model.receive(id, name, text);
    this.sheet.refresh(id);
    if (!row.removed) return; // taken back meanwhile
    row.removed = false;
    row.question = question;
    this.sheet.place(row.part, this.sheet.away.get(id), row.below);
    this.#drawRow(row, `${this.#who(question)}改动了您要删除的这一行，因此没有删除。`, [
      ["仍然删除", () => this.#deleteStill(row)],
      ["保留这一行", () => this.#settled(row)],
    ]);
  }

  _moved({ row: id, after: mine }, question, theirs, place) {
    const row = this.model.rows.get(id);
    if (!row || row.removed) return;
    row.question = question;
    if (place !== undefined) this.sheet.place(row.part, this.sheet.element(id), place);
    this.#drawRow(row, `${this.#who(question)}也移动了这一行，现在按对方的次序。`, [
      ["移到我的位置", () => this.#moveStill(row, mine)],
      ["保持现在的次序", () => this.#settled(row)],
    ]);
  }

  #restore(row) {
    Object.assign(row, { question: null, gone: false });
    for (const cell of Object.values(row.cells)) cell.stale = false;
    this.model.push({ op: "add", row: row.id, after: this.sheet.above(row.id) });
    this.#settled(row);
  }

  #drop(row) {
    this.#erase(row.id);
    this.sheet.leave(row.id);
    this.model.forget(row.id);
    this.model.changed();
  }

  #deleteStill(row) {
    this.#erase(row.id);
    row.question = null;
    this.rows.takeAway(row.id);
  }

  #moveStill(row, after) {
    this.sheet.place(row.part, this.sheet.element(row.id), after);
    this.model.push({ op: "move", row: row.id, after: this.sheet.above(row.id) });
    this.#settled(row);
  }

  #settled(row) {
    row.question = null;
    this.#erase(row.id);
    this.model.changed();
    enter(this.sheet.fieldsOf(row.id).find((field) => field.tagName !== "SELECT"));
  }

  #drawRow(row, sentence, choices) {
    this.#draw(row.id, this.sheet.fieldsOf(row.id)[0], [sentence], choices);
  }

  /** Once more, where a third text came in while somebody was choosing. */
  redraw() {
    for (const row of this.model.rows.values()) {
      for (const [name, cell] of Object.entries(row.cells)) {
        if (cell.question) this.#drawField(this.sheet.field(row.id, name));
      }
    }
  }

  #drawField(field) {
    const id = this.sheet.rowOf(field);
    const cells = cellsOf(field).map((name) => this.model.cell(id, name));
    const asked = cells.filter((cell) => cell.question);
    if (!asked.length) return this.#erase(field.id);
    const theirs = told(cells.map((cell) => cell.question?.theirs ?? cell.typed));
    const lines = [`${this.#who(asked[0].question)}改为${theirs}，`, `您填的是${told(cells.map((cell) => cell.typed))}。`];
    this.#draw(field.id, field, lines, [
      ["用对方的", () => this.#choose(field, asked, true)],
      ["保留我的", () => this.#choose(field, asked, false)],
    ]);
  }

  #choose(field, asked, theirs) {
    for (const cell of asked) {
      cell.base = cell.question.theirs;
      if (theirs) cell.typed = cell.base;
      cell.question = null;
    }
    this.#erase(field.id);
    show(field, this.model.texts(this.sheet.rowOf(field)));
    this.model.changed();
    enter(field);
  }

  #draw(key, field, lines, choices) {
    const text = document.createElement("p");
    text.replaceChildren(...lines.map((line) => Object.assign(document.createElement("span"), { textContent: line })));
    const box = document.createElement("div");
    box.className = "conflict";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "与同事的修改不一致");
    box.append(text, ...choices.map(([label, act]) => button(label, act)));
    steadily(() => {
      this.#erase(key);
      field.closest("td, th, .cell")?.append(box) ?? field.after(box);
    });
    this.boxes.set(key, box);
  }

  #erase(key) {
    this.boxes.get(key)?.remove();
    this.boxes.delete(key);
  }

  #who({ by, clock }) {
    if (!by) return "同事刚才";
    return `${by === this.me ? "您在另一个页面" : by} ${clock} `;
  }
}
