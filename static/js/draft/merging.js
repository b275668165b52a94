/** What the server answers is brought together with what goes on on the page. */
import { steadily } from "./fields.js";

export class Merging {
  constructor({ model, sheet, others, conflicts, hints, session }) {
    Object.assign(this, { model, sheet, others, conflicts, hints, session });
  }

  /** A save arrived: first what others did before it, then what of it was done, then what was not. */
  acknowledge(answer) {
    this.session.believed = false;
    steadily(() => {
      this.others.take(answer.others);
      this.model.settle(answer.conflicts);
      this.#layOut();
    });
    answer.conflicts.forEach((one) => this.conflicts.ask(one));
    this.model.revision = Math.max(this.model.revision, answer.revision);
    this.conflicts.redraw();
    this.hints.show(answer.state);
    this.model.dispatchEvent(new Event("settled"));
  }

  /** What a tab hears between saves. `asked` is the revision it asked from. */
  hear(answer, asked) {
    if (!this.model.flight && this.model.revision === asked && answer.others) {
      steadily(() => {
        this.others.take(answer.others);
        this.#layOut();
      });
      this.model.revision = answer.revision;
      this.conflicts.redraw();
      this.hints.show(answer.state); // an answer from before a save says less than the save did
      this.model.dispatchEvent(new Event("heard"));
    }
  }

  /** A move that waits, of a row that somebody else moved, was made from an order that is no more. */
  #layOut() {
    const { model } = this;
    const lost = [...this.others.moved].map((id) => model.outbox.findLast((one) => one.op === "move" && one.row === id));
    model.outbox = model.outbox.filter((one) => one.op !== "move" || !this.others.moved.has(one.row));
    this.others.moved.clear();
    this.sheet.arrange();
    for (const operation of lost) this.conflicts.ask({ kind: "moved", operation });
  }
}
