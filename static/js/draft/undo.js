/** The bar that takes big steps back, the last one first: a deleted row, a pasted block, a suggestion taken. */

export class Undoing {
  constructor(form) {
    this.steps = []; // [{text, step, follows}], the last one offered; follows: nothing was typed since the one below
    this.fresh = false; // nothing was typed since: Ctrl+Z means this step, not the field's own undo
    this.bar = document.createElement("div");
    this.bar.id = "undo-bar";
    this.bar.setAttribute("role", "status");
    this.text = document.createElement("span");
    this.back = button("撤销", () => this.undo());
    this.close = button("知道了", () => this.#dismiss());
    this.bar.append(this.text, this.back, this.close);
    this.bar.addEventListener("focusin", ({ relatedTarget }) => {
      if (!this.bar.contains(relatedTarget)) this.from = relatedTarget;
    });
    this.hide();
    form.after(this.bar);
  }

  offer(text, step) {
    this.steps.push({ text, step, follows: this.fresh });
    this.fresh = true;
    this.#show(text, true);
  }

  /** Tell something that cannot be undone here; a step that waits still does, below it. */
  tell(text) {
    this.#show(text, false);
    this.telling = true;
  }

  #show(text, undoable) {
    this.telling = false;
    this.text.textContent = text;
    this.back.hidden = !undoable;
    this.bar.classList.remove("closed");
  }

  /** Take the last step back, then offer the one before it. */
  undo() {
    const last = this.steps.pop();
    if (!last) return;
    this.fresh &&= last.follows;
    this.#next();
    last.step();
  }

  /** Read: what waits below a sentence shows again; a step that is not wanted back takes all before it with it. */
  #dismiss() {
    if (!this.telling) this.steps = [];
    this.#next();
  }

  #next() {
    if (this.steps.length) this.#show(this.steps.at(-1).text, true);
    else this.hide();
  }

  /** The focus goes back to where it came from. */
  hide() {
    this.steps = [];
    this.fresh = false;
    if (this.bar.contains(document.activeElement)) this.from?.focus({ preventScroll: true });
    this.bar.classList.add("closed");
    this.back.hidden = true;
    this.text.textContent = "";
  }
}

export function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm btn-outline-primary";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
