/** The drafting page comes to life: each module does one thing, this one puts them together. */
import { growFields } from "./draft/autogrow.js";
import { listen } from "./draft/buttons.js";
import { CellHelp } from "./draft/cell_help.js";
import { Conflicts } from "./draft/conflicts.js";
import { textsOf } from "./draft/fields.js";
import { Findings } from "./draft/findings.js";
import { openable } from "./draft/help.js";
import { Hints } from "./draft/hints.js";
import { Keys } from "./draft/keys.js";
import { guardLeaving } from "./draft/leaving.js";
import { Local } from "./draft/local.js";
import { Merging } from "./draft/merging.js";
import { Model } from "./draft/model.js";
import { Others } from "./draft/others.js";
import { Pasting } from "./draft/paste.js";
import { Presence } from "./draft/presence.js";
import { Recovering } from "./draft/recover.js";
import { Rows } from "./draft/rows.js";
import { Saving } from "./draft/saving.js";
import { Session } from "./draft/session.js";
import { Sheet } from "./draft/sheet.js";
import { spanLabels } from "./draft/spans.js";
import { Suggesting } from "./draft/suggest.js";
import { Told } from "./draft/told.js";
import { Undoing } from "./draft/undo.js";

const form = document.getElementById("draft");
const help = document.getElementById("shortcuts");

const model = new Model(Number(form.dataset.revision));
const sheet = new Sheet(form, model);
const undoing = new Undoing(form);
const rows = new Rows(sheet, model, undoing);
const local = new Local(form, model);
const session = new Session(form, document.getElementById("again"));
const others = new Others(sheet, model, undoing);
const conflicts = new Conflicts(sheet, model, rows, form.dataset.userName);
const hints = new Hints({ form, sheet, model, undoing });
const merging = new Merging({ model, sheet, others, conflicts, hints, session });
const told = new Told(document.getElementById("save-state"));
const saving = new Saving({ form, model, tab: local.tab, session, merging, local, told });

sheet.read();
form.addEventListener("input", typed, true); // before those who look at what the model says
growFields(form);
spanLabels(form, sheet);
openable(help);
guardLeaving({ model, saving });
listen({ form, sheet, rows, saving, undoing, hints });
const cellHelp = new CellHelp({ form, panel: document.getElementById("cell-help"), helps: document.getElementById("cell-helps") });
new Keys({ form, sheet, rows, saving, undoing, hints, help, cellHelp });
new Pasting({ form, sheet, model, rows, undoing });
new Suggesting({ form, sheet, model, undoing });
new Findings({ form, model });
new Presence({ form, model, tab: local.tab, merging, saving });
new Recovering({ banner: document.getElementById("recover"), local, model, sheet, rows }).offer();

if (!model.allSaved()) model.changed(); // typed before this ran

function typed({ target }) {
  if (!target.dataset.cell) return;
  for (const [name, text] of Object.entries(textsOf(target))) model.type(sheet.rowOf(target), name, text);
  undoing.fresh = false;
  model.changed();
}
