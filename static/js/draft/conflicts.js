/** Where a colleague was faster with the same thing: both stand at the cell, with who and when, and one chooses. */
import { cellsOf, enter, show, steadily, told } from "./fields.js";
import { HEAD } from "./model.js";
import { button } from "./undo.js";

export class Conflicts {
  constructor(sheet, model, rows, me) {
    Object.assign(this, { sheet, model, rows, me });
    this.boxes = new Map(); // what is asked, by the id of the field or row it stands at
  }

  /** A conflict as the server told it. */
  ask(conflict) {
    const question = { kind: conflict.kind, by: conflict.by ?? "", clock: conflict.clock ?? "" };
    this[`_${conflict.kind}`](conflict.operation, question, conflict.theirs ?? {});
  }

  _cell({ row, cell: name }, question, theirs) {
    const id = row ?? HEAD;
    const cell = this.model.cell(id, name);
    if (!cell) return;
    const field = this.sheet.field(id, name);
    cell.stale = !field; // of a row off the page: asked again where it comes back
    if (!field) return;
    if (cell.typed === theirs[name]) cell.base = theirs[name];
    else cell.question = { ...question, theirs: theirs[name] };
    this.#drawField(field);
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
    this.sheet.arrange();
    this.#drawRow(row, `${this.#who(question)}改动了您要删除的这一行，因此没有删除。`, [
      ["仍然删除", () => this.#deleteStill(row, theirs)],
      ["保留这一行", () => this.#settled(row)],
    ]);
  }

  _moved({ row: id, after: mine }, question) {
    const row = this.model.rows.get(id);
    if (!row || row.removed) return;
    row.question = { ...question, mine };
    this.sheet.arrange();
    this.#drawRow(row, `${this.#who(question)}也移动了这一行，现在按对方的次序。`, [
      ["移到我的位置", () => this.#moveStill(row)],
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
    this.sheet.drop(row.id);
    this.model.forget(row.id);
    this.model.changed();
  }

  /** Having seen what they wrote, also where one had typed oneself. */
  #deleteStill(row, theirs) {
    this.#erase(row.id);
    this.rows.takeAway(row.id);
    const deletion = this.model.outbox.find((one) => one.op === "delete" && one.row === row.id);
    if (deletion) Object.assign(deletion.seen, theirs); // none where they deleted it meanwhile
  }

  /** To where the last of the moves led. */
  #moveStill(row) {
    this.sheet.place(row.part, this.sheet.element(row.id), row.question.mine);
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
    const widest = this.sheet.field(row.id, { goals: "text", indicators: "description" }[row.part] ?? "percent");
    this.#draw(row.id, widest, sentence, choices);
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
    if (!field) return; // of a row off the page
    const cells = this.#cells(field);
    const asked = cells.filter((cell) => cell.question);
    if (!asked.length) return this.#erase(field.id);
    const theirs = told(cells.map((cell) => cell.question?.theirs ?? cell.typed));
    this.#draw(field.id, field, `${this.#who(asked[0].question)}改为${theirs}`, [
      ["用对方的", () => this.#choose(field, true)],
      ["保留我的", () => this.#choose(field, false)],
    ]);
  }

  #cells(field) {
    return cellsOf(field).map((name) => this.model.cell(this.sheet.rowOf(field), name));
  }

  #choose(field, theirs) {
    for (const cell of this.#cells(field).filter((one) => one.question)) {
      cell.base = cell.question.theirs;
      if (theirs) cell.typed = cell.base;
      cell.question = null;
    }
    this.#erase(field.id);
    show(field, this.model.texts(this.sheet.rowOf(field)));
    this.model.changed();
    enter(field);
  }

  #draw(key, field, sentence, choices) {
    const there = this.boxes.get(key);
    if (there?.isConnected && there.firstChild.textContent === sentence) return; // somebody may be about to choose
    const text = Object.assign(document.createElement("p"), { textContent: sentence });
    const box = document.createElement("div");
    box.className = "conflict";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "与同事的修改不一致");
    box.append(text, ...choices.map(([label, act]) => button(label, act)));
    steadily(() => {
      this.#erase(key);
      field.closest(".cell").append(box);
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
