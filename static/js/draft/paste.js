/** A pasted block of cells fans out from where one stands, rightwards and downwards, and adds the rows it needs. */
import { blockOf } from "./clipboard.js";
import { HEAD } from "./model.js";

const TYPED = ["level3", "description", "value", "basis"];
const CLASS = ["level1", "level2"];
const AMOUNTS = ["total", "fiscal", "other"];

export class Pasting {
  constructor({ form, sheet, model, rows, undoing }) {
    Object.assign(this, { sheet, model, rows, undoing });
    form.addEventListener("paste", (event) => this.#paste(event));
  }

  #paste(event) {
    const field = event.target.closest?.("[data-cell]");
    const block = field && blockOf(event.clipboardData);
    if (!block) return; // ordinary text, ordinarily
    if (block.length === 1 && block[0].length === 1) {
      event.preventDefault();
      document.execCommand("insertText", false, block[0][0]); // the one way that keeps the field's own undo
      return;
    }
    const part = field.closest("[data-part]")?.dataset.part ?? this.model.rows.get(this.sheet.rowOf(field)).part;
    const plan = PLANS[part]?.(block, field, this);
    if (!plan) return;
    event.preventDefault();
    this.#spread(part, field, plan);
  }

  /** `lines`: the texts by cell for each row; `across`: they go to fields from the focused one on, not to rows. */
  #spread(part, field, { lines, across, left = 0 }) {
    this.written = [];
    this.added = [];
    if (across) this.#across(across, lines);
    else this.#down(part, this.sheet.rowOf(field), lines);
    const { written, added } = this;
    const more = added.length ? `，新增 ${added.length} 行` : "";
    const lost = left ? `；右侧 ${left} 列没有位置，未粘贴` : "";
    this.undoing.offer(`已粘贴 ${lines.length} 行${more}${lost}`, () => this.#back(written, added));
    this.model.changed();
  }

  #down(part, first, lines) {
    const rows = this.sheet.rows(part).map((row) => row.dataset.row);
    let id = first;
    lines.forEach((texts, line) => {
      const here = rows[rows.indexOf(first) + line];
      if (here) this.#write(here, texts);
      else this.#add(part, id, texts);
      id = here ?? this.added.at(-1)[0];
    });
  }

  #add(part, after, texts) {
    const id = this.rows.add(part, after, texts);
    this.added.push([id, this.model.texts(id)]);
  }

  #across(fields, lines) {
    lines.forEach((texts, place) => this.#write(this.sheet.rowOf(fields[place]), texts));
  }

  #write(id, texts) {
    const now = this.model.texts(id);
    this.written.push([id, now, texts]);
    this.sheet.write(id, texts);
  }

  /** All of it away again; a row that came with it stays if something else was typed there since. */
  #back(written, added) {
    for (const [id, texts] of added) {
      const now = this.model.rows.get(id)?.removed === false && this.model.texts(id);
      if (now && Object.keys(texts).every((name) => now[name] === texts[name])) this.rows.takeAway(id);
    }
    for (const [id, before, texts] of written) this.sheet.unwrite(id, before, texts);
    this.model.changed();
  }

  /** The classes of the year's form, from the list that every row has. */
  classes() {
    const options = document.getElementById("row-indicators").content.querySelectorAll("option[data-level2]");
    return [...options].map(({ dataset }) => ({ level1: dataset.level1, level2: dataset.level2 }));
  }
}

const PLANS = {
  indicators(block, field, { classes }) {
    const lead = leading(block, field.dataset.cell, classes());
    const from = lead.length || field.dataset.cell === "class" ? 0 : TYPED.indexOf(field.dataset.cell);
    const cells = [...lead, ...TYPED.slice(from)];
    const rows = block.filter((row) => row.some(Boolean) && !isHead(row));
    const lines = rows.map((row) => named(cells, row));
    if (lead.length) classified(lines, lead, classes());
    return { lines, left: Math.max(0, block[0].length - cells.length) };
  },

  goals(block, field) {
    const headed = block[0].length > 2 && block.every(([first]) => /^(|.*目标)$/.test(bare(first)));
    const rows = headed ? block.map((row) => row.slice(1)) : block; // 绩效目标 beside them all
    const cells = rows[0].length > 1 ? ["label", "text"] : [field.dataset.cell];
    const lines = rows.filter((row) => row.some(Boolean)).map((row) => named(cells, row));
    return { lines, left: Math.max(0, rows[0].length - cells.length) };
  },

  plan(block, field, { sheet }) {
    const rows = block[0].length === 1 ? [block.map((row) => row[0])] : block;
    const cells = field.dataset.cell === "label" ? ["label", "percent"] : ["percent"];
    const across = from(sheet.fields().filter((one) => one.dataset.cell === field.dataset.cell && one.dataset.row), field);
    const width = Math.min(across.length, rows[0].length);
    const lines = Array.from({ length: width }, (_, place) => named(cells, rows.map((row) => row[place])));
    return { lines, across, left: rows[0].length - width };
  },

  [HEAD](block, field, { sheet }) {
    if (!AMOUNTS.includes(field.dataset.cell)) return null;
    const texts = block.flat();
    const across = from(AMOUNTS.map((name) => sheet.field(HEAD, name)), field);
    const width = Math.min(across.length, texts.length);
    const lines = texts.slice(0, width).map((text, place) => ({ [across[place].dataset.cell]: text }));
    return { lines, across, left: texts.length - width };
  },
};

const from = (fields, field) => {
  const place = fields.findIndex((one) => one.dataset.row === field.dataset.row && one.dataset.cell === field.dataset.cell);
  return fields.slice(place);
};

const named = (cells, texts) =>
  Object.fromEntries(cells.slice(0, texts.length).map((name, place) => [name, texts[place]]));

const bare = (text) => text.replace(/\s+/g, "");

const isHead = (row) => row.some((text) => bare(text) === "三级指标");

/** Which class columns a block begins with: by its width, or by the labels that stand in them. */
function leading(block, cell, classes) {
  if (block[0].length >= 6) return CLASS;
  if (block[0].length === 5) return CLASS.slice(1);
  if (cell !== "class") return [];
  const known = (column, name) => {
    const labels = new Set(classes.map((one) => bare(one[name])));
    const texts = block.map((row) => bare(row[column] ?? "")).filter(Boolean);
    return texts.length > 0 && texts.every((text) => labels.has(text));
  };
  if (known(0, "level1")) return known(1, "level2") ? CLASS : CLASS.slice(0, 1);
  return CLASS.slice(1);
}

/** Labels as the form spells them; an empty one is as above, as in a merged cell; an unknown one stays as it came. */
function classified(lines, lead, classes) {
  let above = {};
  for (const texts of lines) {
    for (const name of lead) texts[name] ||= (name === "level1" || !texts.level1 || texts.level1 === above.level1) && above[name] || "";
    above = { ...texts };
    const fits = (one) => lead.every((name) => bare(one[name]) === bare(texts[name]));
    Object.assign(texts, classes.find(fits) ?? { level1: texts.level1 ?? "", level2: texts.level2 ?? "" });
  }
}
