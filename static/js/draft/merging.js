/** What the server answers is brought together with what goes on on the page. */

export class Merging {
  constructor({ model, sheet, others, conflicts, hints, session }) {
    Object.assign(this, { model, sheet, others, conflicts, hints, session });
  }

  /** A save arrived: first what others did before it, then what of it was done, then what was not. */
  acknowledge(answer) {
    this.session.believed = false;
    this.others.take(answer.others);
    this.model.settle(answer.conflicts);
    for (const conflict of answer.conflicts) {
      this.conflicts.ask(conflict, this.others.elsewhere.get(conflict.operation.row));
    }
    this.#moves();
    this.model.revision = Math.max(this.model.revision, answer.revision);
    this.conflicts.redraw();
    this.hints.show(answer.state);
  }

  /** What a tab hears between saves. `asked` is the revision it asked from. */
  hear(answer, asked) {
    if (!this.model.flight && this.model.revision === asked && answer.others) {
      this.others.take(answer.others);
      this.#moves();
      this.model.revision = answer.revision;
      this.conflicts.redraw();
      this.model.dispatchEvent(new Event("heard"));
    }
    this.hints.show(answer.state);
  }

  /** A move that waits, of a row that somebody else moved: made from an order that is no more. */
  #moves() {
    for (const [id, place] of this.others.elsewhere) {
      const mine = this.model.outbox.findLast((one) => one.op === "move" && one.row === id);
      if (!mine) continue;
      this.model.outbox = this.model.outbox.filter((one) => one.op !== "move" || one.row !== id);
      this.conflicts.ask({ kind: "moved", operation: mine }, place);
    }
    this.others.elsewhere.clear();
  }
}
