/** What good looks like in a cell, told beside it: once opened it follows from cell to cell, until it is closed. */
import { button } from "./undo.js";

const TEXT = "cell-help-text"; // what the cell one stands in is described by, while it is shown

export class CellHelp {
  constructor({ form, panel, helps }) {
    Object.assign(this, { form, panel, field: null });
    this.helps = [...helps.content.children];
    this.opener = form.querySelector("[data-cell-help]");
    this.opener.hidden = false;
    form.querySelector("[data-plain-help]").hidden = true;
    this.opener.addEventListener("click", () => this.toggle(this.field ?? form.querySelector("[data-cell]")));
    form.addEventListener("focusin", ({ target }) => target.matches("[data-cell]:not(button)") && this.#follow(target));
    form.addEventListener("change", ({ target }) => target === this.field && this.open && this.#show("off"));
    form.addEventListener("keydown", (event) => this.#escape(event));
  }

  get open() {
    return !this.panel.hidden;
  }

  /** Open it at this cell; where it is open there already, close it. */
  toggle(field) {
    const again = this.open && field === this.field;
    this.#described(false);
    this.field = field;
    if (again) this.close();
    else this.#show("polite");
  }

  close() {
    this.#described(false);
    this.panel.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  #follow(field) {
    this.#described(false);
    this.field = field;
    if (this.open) this.#show("off"); // it is read with the cell
  }

  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !this.open) return;
    event.preventDefault();
    this.close();
  }

  #show(live) {
    const text = Object.assign(document.createElement("div"), { id: TEXT });
    text.setAttribute("aria-live", live);
    this.panel.replaceChildren(button("收起", () => this.#leave()), text);
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
    this.opener.setAttribute("aria-expanded", "true");
    text.append(...this.#found().map((one) => one.cloneNode(true)));
    this.#described(true);
    this.#uncover();
  }

  /** Where there is no room beside the table it stands over it, but never over the cell it is about. */
  #uncover() {
    if (getComputedStyle(this.panel).position !== "fixed") return;
    const over = this.field.getBoundingClientRect().bottom + 8 - this.panel.getBoundingClientRect().top;
    if (over > 0) window.scrollBy({ top: over, behavior: "instant" });
  }

  #leave() {
    this.close();
    this.field.focus();
  }

  /** That of the cell, and that of the class of the indicator it stands in. */
  #found() {
    const { cell, row } = this.field.dataset;
    const part = this.field.closest("[data-part]")?.dataset.part;
    const named = cell === "label" ? `${part}.label` : cell;
    const classed = part === "indicators" ? this.#classOf(row) : "";
    return this.helps.filter(({ dataset: { cells, classes } }) =>
      cells ? cells.split(" ").includes(named) : classes.split(" ").some((word) => classed.includes(word)),
    );
  }

  #classOf(row) {
    const chosen = this.form.querySelector(`[data-cell="class"][data-row="${CSS.escape(row)}"]`)?.selectedOptions[0];
    return chosen ? `${chosen.dataset.level1} ${chosen.dataset.level2}` : "";
  }

  #described(added) {
    if (!this.field) return;
    const ids = (this.field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== TEXT);
    this.field.setAttribute("aria-describedby", [...ids, ...(added ? [TEXT] : [])].join(" "));
  }
}
