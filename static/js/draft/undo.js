/** The bar that takes the last big step back: a deleted row, a pasted block, a suggestion taken. */

export class Undoing {
  constructor(form) {
    this.step = null;
    this.fresh = false; // nothing was typed since: Ctrl+Z means this step, not the field's own undo
    this.bar = document.createElement("div");
    this.bar.id = "undo-bar";
    this.bar.setAttribute("role", "status");
    this.text = document.createElement("span");
    this.back = button("撤销", () => this.undo());
    this.close = button("知道了", () => this.hide());
    this.bar.append(this.text, this.back, this.close);
    this.hide();
    form.after(this.bar);
  }

  offer(text, step) {
    this.step = step;
    this.fresh = true;
    this.#show(text);
  }

  /** Tell something that cannot be undone. */
  tell(text) {
    this.step = null;
    this.fresh = false;
    this.#show(text);
  }

  #show(text) {
    this.text.textContent = text;
    this.back.hidden = !this.step;
    this.bar.classList.remove("closed");
  }

  /** True where there was a step to take back. */
  undo() {
    const { step } = this;
    if (!step) return false;
    this.hide();
    step();
    return true;
  }

  hide() {
    this.step = null;
    this.fresh = false;
    this.bar.classList.add("closed");
    this.back.hidden = true;
    this.text.textContent = "";
  }
}

export function button(text, act, kind = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = kind || "btn btn-sm btn-outline-primary";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
