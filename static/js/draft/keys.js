/** The keyboard goes everywhere. An input method that is choosing characters keeps all its keys. */
import { enter } from "./fields.js";

const ONCE = new Set(["Ctrl+Enter", "Ctrl+d", "Ctrl+Delete"]); // one row each, however long they are held

export class Keys {
  constructor({ form, sheet, rows, saving, undoing, hints, help, cellHelp }) {
    Object.assign(this, { form, sheet, rows, saving, undoing, hints, help, cellHelp });
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  #press(event) {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const act = this.#everywhere(event) ?? this.#inRow(event) ?? this.#inField(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  #everywhere(event) {
    const field = event.target.closest("input, textarea, select");
    switch (named(event)) {
      case "Ctrl+s":
        return () => this.saving.now();
      case "F1":
        return () => (field?.dataset.cell ? this.cellHelp.toggle(field) : this.help.showModal());
      case "Ctrl+/":
        return () => this.help.showModal();
      case "?":
      case "Shift+?":
        return field ? null : () => this.help.showModal();
      case "F8":
        return () => enter(this.hints.next(1));
      case "Shift+F8":
        return () => enter(this.hints.next(-1));
      case "Ctrl+z":
        return this.undoing.fresh ? () => this.undoing.undo() : null;
    }
    return null;
  }

  /** Keys for the row in which one stands. */
  #inRow(event) {
    const row = event.target.closest("tr[data-row]");
    if (!row || !this.form.contains(row)) return null;
    const { row: id, part } = row.dataset;
    const keys = named(event);
    if (event.repeat && ONCE.has(keys)) return () => {};
    switch (keys) {
      case "Ctrl+Enter":
        return () => this.rows.addAndEnter(part, id);
      case "Alt+ArrowUp":
        return () => this.rows.move(id, -1);
      case "Alt+ArrowDown":
        return () => this.rows.move(id, 1);
      case "Ctrl+d":
        return () => this.rows.duplicate(id);
      case "Ctrl+Delete":
        return () => this.rows.remove(id);
    }
    return null;
  }

  #inField(event) {
    const field = event.target.closest("[data-cell]");
    if (!field || field.tagName === "BUTTON") return null;
    switch (named(event)) {
      case "Enter":
        return () => this.#onwards(field, 1);
      case "Shift+Enter":
        return () => this.#onwards(field, -1);
      case "Alt+Enter":
        return field.tagName === "TEXTAREA" ? () => document.execCommand("insertText", false, "\n") : null;
    }
    return null;
  }

  /** The same cell of the next row; from the last row, and in the table's own cells, the next field. */
  #onwards(field, step) {
    const row = field.closest("tr[data-row]");
    const next = row && this.sheet.neighbour(row.dataset.row, step);
    if (next) return enter(next.querySelector(`[data-cell="${field.dataset.cell}"]`));
    const fields = this.sheet.fields().filter((one) => !row || !row.contains(one) || one === field);
    enter(fields[fields.indexOf(field) + step]);
  }
}

function named(event) {
  const held = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : ""];
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return [...held, key].filter(Boolean).join("+");
}
