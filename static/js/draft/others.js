/** What colleagues changed, brought onto the page; never over what is being written here. */
import { HEAD } from "./model.js";
import { MOVABLE } from "./sheet.js";

export class Others {
  constructor(sheet, model, undoing) {
    Object.assign(this, { sheet, model, undoing });
    this.moved = new Set(); // rows that a colleague moved while a move of them waits here
  }

  /** Operations of others, oldest first. */
  take(operations) {
    for (const one of operations) {
      this.model.order.apply(one, one.part);
      this[one.op](one);
    }
  }

  set({ row, cell, new: text }) {
    const id = row ?? HEAD;
    if (!this.model.cell(id, cell)) return;
    if (this.model.receive(id, cell, text)) this.sheet.refresh(id, [cell]);
  }

  add({ part, row: id, cells }) {
    if (!MOVABLE.includes(part)) return this.#reload();
    const known = this.model.rows.get(id);
    if (!known) {
      const { element, texts } = this.sheet.make(part, id, blank(part, cells));
      this.model.admit(id, part, texts, true);
      this.sheet.away.set(id, element);
      return;
    }
    known.stored = true;
    known.gone = false;
    for (const [name, text] of Object.entries(cells)) this.model.receive(id, name, text);
    this.sheet.refresh(id);
    if (!this.model.awaits("delete", id)) known.removed = false; // deleted here before, and put back by somebody
  }

  move({ row: id }) {
    const row = this.model.rows.get(id);
    if (!row || row.removed) return;
    if (!MOVABLE.includes(row.part)) return this.#reload();
    if (this.model.outbox.some((one) => one.op === "move" && one.row === id)) this.moved.add(id);
  }

  delete({ row: id }) {
    const row = this.model.rows.get(id);
    if (!row) return;
    if (!MOVABLE.includes(row.part)) return this.#reload();
    row.stored = false;
    if (row.removed) return;
    if (this.model.writtenIn(id)) {
      row.gone = true;
      return;
    }
    if (this.sheet.element(id)?.contains(document.activeElement)) return this.#leaveFirst(row);
    this.#away(row);
  }

  /** Somebody reads or is about to write here: the row goes when the focus does. */
  #leaveFirst(row) {
    const element = this.sheet.element(row.id);
    row.gone = true;
    element.classList.add("gone");
    this.undoing.tell(`同事刚刚删除了“${this.sheet.name(row.id)}”这一行。`);
    const leave = (event) => {
      if (element.contains(event.relatedTarget)) return;
      element.removeEventListener("focusout", leave);
      element.classList.remove("gone");
      if (row.gone && !row.removed && !this.model.writtenIn(row.id)) this.#away(row);
    };
    element.addEventListener("focusout", leave);
  }

  #away(row) {
    this.sheet.drop(row.id);
    this.model.forget(row.id);
  }

  /** The columns of the plan are drawn by the server. */
  #reload() {
    this.undoing.tell("同事调整了资金支出计划的时间节点，刷新页面后可以看到。");
  }
}

/** All the cells of a part's row, those not told being empty. */
function blank(part, cells) {
  const names = part === "goals" ? ["label", "text"] : ["level1", "level2", "level3", "description", "value", "basis"];
  return Object.fromEntries(names.map((name) => [name, cells[name] ?? ""]));
}
