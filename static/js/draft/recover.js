/** Offering what an earlier visit left unsaved, and putting it back as if it had just been typed. */
import { steadily } from "./fields.js";
import { HEAD } from "./model.js";
import { MOVABLE } from "./sheet.js";
import { button } from "./undo.js";

export class Recovering {
  constructor({ banner, local, model, sheet, rows }) {
    Object.assign(this, { banner, local, model, sheet, rows });
  }

  async offer() {
    for (const copy of await this.local.left()) {
      const news = copy.operations.filter((one) => this.#isNews(one));
      if (news.length) await this.#ask(copy, news.length);
      else this.local.drop(copy.key); // the save arrived after all
    }
  }

  #isNews(one) {
    const row = this.model.rows.get(one.row ?? HEAD);
    if (one.op === "set") return !row || (one.cell in row.cells && !same(row.cells[one.cell].typed, one.new));
    if (one.op === "add") return !row;
    return Boolean(row) && (one.op === "delete" || this.sheet.above(one.row) !== one.after);
  }

  #ask(copy, count) {
    const when = new Date(copy.at).toLocaleString("zh-CN", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });
    return new Promise((resolve) => {
      const done = () => {
        this.local.drop(copy.key);
        this.banner.hidden = true;
        resolve();
      };
      const text = document.createElement("p");
      text.textContent = `上次离开时（${when}）有 ${count} 处修改没有保存到服务器，这台电脑上留有一份。要恢复吗？`;
      const restore = button("恢复", () => this.#restore(copy.operations, done));
      this.banner.replaceChildren(text, restore, button("不要了", done));
      this.banner.hidden = false;
    });
  }

  #restore(operations, done) {
    const homeless = [];
    steadily(() => operations.forEach((one) => this[`_${one.op}`](one, homeless)));
    this.model.changed();
    this.local.keep();
    if (!homeless.length) return done();
    const text = document.createElement("p");
    text.textContent = `其余修改已恢复。有些内容所在的行已被删除，请按需要另行填写：${homeless.join("；")}`;
    this.banner.replaceChildren(text, button("知道了", done));
  }

  /** With the text it was made from, so that a colleague's later change is told and not overwritten. */
  _set({ row, cell: name, seen, new: text }, homeless) {
    const id = row ?? HEAD;
    const cell = this.model.cell(id, name);
    if (!cell) {
      if (text) homeless.push(`“${text}”`);
    } else if (!same(cell.typed, text)) {
      if (!same(cell.typed, seen)) Object.assign(cell, { base: seen, stale: true });
      cell.typed = text;
      this.sheet.refresh(id, [name]);
    }
  }

  _add({ row: id, part, after, cells }) {
    if (!this.model.rows.has(id) && MOVABLE.includes(part)) this.rows.insert(part, id, after, cells);
  }

  _move({ row: id, after }) {
    const row = this.model.rows.get(id);
    if (!row || row.removed || this.sheet.above(id) === after) return;
    this.sheet.place(row.part, this.sheet.element(id), after);
    this.model.push({ op: "move", row: id, after: this.sheet.above(id) });
  }

  _delete({ row: id, seen }) {
    const row = this.model.rows.get(id);
    if (!row || row.removed) return;
    this.rows.takeAway(id);
    this.model.outbox.at(-1).seen = seen;
  }
}

/** The server trims what it keeps. */
const same = (one, other) => one.trim() === other.trim();
