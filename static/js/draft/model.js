/**
 * What the page knows of the table: every cell as typed beside what the server is known to hold.
 *
 * Knows no DOM and no network. A cell has `base` (the server's text), `typed` (the page's), `sent` (what the save
 * under way carries, else null), `stale` (a colleague changed it under the typing) and `question` (an open conflict).
 * A row is `stored` (the server has it), `sent` (the save under way adds it), `gone` (a colleague deleted it while it
 * was written in) or `removed` (deleted on this page). The table's own cells are the row HEAD.
 */
import { Order } from "./order.js";

export const HEAD = "head";

export class Model extends EventTarget {
  constructor(revision) {
    super();
    this.revision = revision;
    this.rows = new Map();
    this.order = new Order(); // as the server has it
    this.outbox = []; // row operations not sent yet, oldest first
    this.confirmed = []; // cells found right, not sent yet
    this.flight = null; // the one save under way: {key, base, operations, confirmed}
  }

  /** A row that the page got (stored) or makes itself; its cells' texts by name. */
  admit(id, part, texts, stored) {
    const row = { id, part, cells: {}, stored, sent: false, gone: false, removed: false, question: null };
    this.rows.set(id, row);
    for (const [name, text] of Object.entries(texts)) this.admitCell(row, name, text);
    return row;
  }

  admitCell(row, name, text) {
    row.cells[name] = { base: text, typed: text, sent: null, stale: false, question: null };
  }

  cell(id, name) {
    return this.rows.get(id)?.cells[name];
  }

  texts(id) {
    return mapped(this.rows.get(id).cells, (cell) => cell.typed);
  }

  /** Tell everybody who keeps or saves that something was changed here. */
  changed() {
    this.dispatchEvent(new Event("change"));
  }

  type(id, name, text) {
    this.cell(id, name).typed = text;
  }

  push(operation) {
    this.outbox.push(operation);
  }

  /** A row away; what it is expected to say on the server is what was seen when it was deleted. */
  remove(id) {
    const row = this.rows.get(id);
    const seen = mapped(row.cells, (cell) => cell.question?.theirs ?? expected(cell));
    Object.assign(row, { removed: true, question: null });
    for (const cell of Object.values(row.cells)) {
      if (cell.question) Object.assign(cell, { question: null, stale: true }); // asked again where the row comes back
    }
    if (!row.gone) this.push({ op: "delete", row: id, seen });
  }

  /** A row deleted on this page is back, below `after`. */
  bringBack(id, after) {
    const row = this.rows.get(id);
    Object.assign(row, { removed: false, gone: false });
    const unsent = this.outbox.findIndex((one) => one.op === "delete" && one.row === id);
    if (unsent >= 0) {
      this.outbox.splice(unsent, 1);
      this.push({ op: "move", row: id, after });
    } else {
      this.push({ op: "add", row: id, after });
    }
  }

  /** What a save would send now: row operations in order, then the cells that were typed in. */
  operations() {
    return this.#pending((row, cell) => cell.question || row.question?.kind === "deleted");
  }

  /** Where the rows of a part stand once everything that waits has arrived. */
  orderOf(part) {
    const coming = this.order.copy();
    for (const one of [...(this.flight?.operations ?? []), ...this.outbox]) coming.apply(one, this.rows.get(one.row)?.part);
    return coming.parts[part] ?? [];
  }

  /** Everything that is not on the server yet, the save under way first: what the local copy keeps. */
  unsaved() {
    return [...(this.flight?.operations ?? []), ...this.#pending(() => false)];
  }

  #pending(waits) {
    const added = new Map();
    const ofRows = this.outbox.map((one) => this.#whole(one, added)).filter(Boolean);
    return [...ofRows, ...this.#sets(waits)];
  }

  #whole(one, added) {
    const row = this.rows.get(one.row);
    if (one.op === "add") {
      if (row.stored) return null; // somebody put it back meanwhile
      added.set(one.row, this.texts(one.row));
      return { ...one, part: row.part, cells: added.get(one.row) };
    }
    return one.op === "delete" && added.has(one.row) ? { ...one, seen: added.get(one.row) } : one;
  }

  #sets(waits) {
    const sets = [];
    for (const row of this.rows.values()) {
      if (row.removed || !(row.stored || row.sent || row.gone)) continue;
      for (const [name, cell] of Object.entries(row.cells)) {
        if (!dirty(cell) || waits(row, cell)) continue;
        sets.push({ op: "set", row: idOf(row), cell: name, seen: expected(cell), new: cell.typed });
      }
    }
    return sets;
  }

  hasNews() {
    return this.confirmed.length > 0 || this.operations().length > 0;
  }

  questions() {
    let count = 0;
    for (const row of this.rows.values()) {
      if (row.question) count += 1;
      const names = Object.keys(row.cells).filter((name) => row.cells[name].question);
      count += names.includes("level1") && names.includes("level2") ? names.length - 1 : names.length;
    }
    return count;
  }

  allSaved() {
    return !this.flight && !this.hasNews() && this.questions() === 0;
  }

  /** Begin a save under this key; until it is settled there is no other. */
  take(key) {
    const operations = this.operations();
    this.flight = { key, base: this.revision, operations, confirmed: this.confirmed };
    for (const one of operations) {
      const row = this.rows.get(one.row ?? HEAD);
      if (one.op === "set") row.cells[one.cell].sent = one.new;
      if (one.op === "delete") row.stored = false;
      if (one.op === "add") {
        row.sent = true;
        for (const [name, text] of Object.entries(one.cells)) row.cells[name].sent = text;
      }
    }
    this.outbox = [];
    this.confirmed = [];
  }

  /** The server took the save, all but the operations in `conflicts`. */
  settle(conflicts) {
    const refused = new Set(conflicts.map((one) => label(one.operation)));
    const { operations } = this.flight;
    this.#land();
    for (const one of operations) {
      const row = this.rows.get(one.row ?? HEAD);
      const done = !refused.has(label(one));
      if (done) this.order.apply(one, row?.part);
      if (row) (done ? SETTLED : REFUSED)[one.op]?.(row, one);
    }
  }

  /** The server took nothing of the save: it all waits again. */
  giveBack() {
    const { operations, confirmed } = this.flight;
    this.#land();
    this.outbox = [...operations.filter((one) => one.op !== "set"), ...this.outbox];
    this.confirmed = [...confirmed, ...this.confirmed];
    const own = new Set(operations.filter(({ op }) => op === "add").map(({ row }) => row)); // the server never had them
    for (const { op, row } of operations) if (op === "delete" && !own.has(row)) this.#unDelete(row);
  }

  /** A deletion that was not done, of a row that was brought back meanwhile, needs neither. */
  #unDelete(id) {
    this.rows.get(id).stored = true;
    const back = this.outbox.find((one) => one.op === "add" && one.row === id);
    if (!back) return;
    this.outbox = this.outbox.filter((one) => one.row !== id || one.op !== "delete");
    this.outbox[this.outbox.indexOf(back)] = { op: "move", row: id, after: back.after };
  }

  #land() {
    this.flight = null;
    for (const row of this.rows.values()) {
      row.sent = false;
      for (const cell of Object.values(row.cells)) cell.sent = null;
    }
  }

  /** A colleague's text for a cell: true where the page takes it, false where something is being written there. */
  receive(id, name, text) {
    const cell = this.cell(id, name);
    if (cell.question) {
      Object.assign(cell.question, { theirs: text, by: "", clock: "" });
    } else if (cell.typed === cell.base && cell.sent === null && !cell.stale) {
      cell.base = cell.typed = text;
      return true;
    } else if (cell.typed === text) {
      cell.base = text;
    } else {
      cell.stale = true;
    }
    return false;
  }

  /** Whether something of a row is on its way to the server, or will be. */
  writtenIn(id) {
    const row = this.rows.get(id);
    const touched = (one) => one.row === id;
    return (
      row.question !== null ||
      Object.values(row.cells).some((cell) => dirty(cell) || cell.sent !== null || cell.question) ||
      this.outbox.some(touched) ||
      (this.flight?.operations.some(touched) ?? false)
    );
  }

  /** Whether such an operation on a row has not reached the server yet. */
  awaits(op, id) {
    return [...(this.flight?.operations ?? []), ...this.outbox].some((one) => one.op === op && one.row === id);
  }

  forget(id) {
    this.rows.delete(id);
    this.outbox = this.outbox.filter((one) => one.row !== id);
  }
}

/** What the server will hold once the save under way has arrived. */
export function expected(cell) {
  return cell.sent ?? cell.base;
}

export function dirty(cell) {
  return cell.stale || cell.typed !== expected(cell);
}

const SETTLED = {
  set(row, one) {
    Object.assign(row.cells[one.cell], { base: one.new, stale: false });
  },
  add(row, one) {
    if (row.stored) return; // somebody put it back first, as it stands there now
    row.stored = true;
    for (const [name, text] of Object.entries(one.cells)) row.cells[name].base = text;
  },
  delete(row) {
    row.stored = false; // also of a row that the same save had added
  },
};

const REFUSED = {
  delete(row) {
    row.stored = true;
  },
};

const idOf = (row) => (row.id === HEAD ? null : row.id);
const label = (one) => [one.op, one.row ?? HEAD, one.cell ?? ""].join(" ");
const mapped = (cells, of) => Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, of(cell)]));
