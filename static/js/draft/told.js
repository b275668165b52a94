/** The corner that always says how the saving stands. */
import { button } from "./undo.js";

export class Told {
  constructor(place) {
    this.place = place;
    this.said = "";
  }

  /** `kind` is for the looks; `remedy` is [label, what to do]. The same again changes nothing: nobody is told twice. */
  show(kind, text, remedy = null) {
    const said = [kind, text, remedy?.[0]].join(" ");
    if (said === this.said) return;
    this.said = said;
    this.place.dataset.kind = kind;
    this.place.replaceChildren(text);
    if (remedy) this.place.append(" ", button(remedy[0], remedy[1]));
  }
}
