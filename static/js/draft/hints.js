/** What the server tells beside the table: how cells were understood, what is missing, who else is here. */
import { cellsOf, enter, steadily } from "./fields.js";
import { HEAD, dirty } from "./model.js";

export class Hints {
  constructor({ form, sheet, model, undoing }) {
    Object.assign(this, { form, sheet, model, undoing });
    this.notes = new Map(); // what each note says, so that one that says it already is left alone
    form.addEventListener("input", ({ target }) => target.dataset.cell && this.#age(target));
    form.addEventListener("shown", ({ target }) => this.#age(target));
  }

  /** A hint about a text that stands there no more is not shown; its place stays. */
  #age(field) {
    noteOf(field)?.classList.toggle("stale", Boolean(this.#cells(field)?.some(dirty)));
  }

  #cells(field) {
    const row = this.model.rows.get(this.sheet.rowOf(field));
    return row && cellsOf(field).map((name) => row.cells[name]);
  }

  show(state) {
    if (!state) return;
    const rechecks = new Map(state.rechecks.map((one) => [one.field, one]));
    steadily(() => {
      for (const field of this.sheet.fields()) this.#note(field, state.hints[field.name], rechecks.get(field.id));
    });
    this.#balance(state.balance);
    this.#missing(state.missing);
    this.#rechecks(state.rechecks);
    this.#people(state.people);
  }

  #note(field, hint, recheck) {
    const note = noteOf(field);
    if (!note) return;
    const proposal = recheck?.proposal || hint?.proposal || "";
    const says = JSON.stringify([hint?.text, hint?.kind, proposal, recheck?.reason]);
    this.#age(field);
    if (this.notes.get(note) === says) return;
    this.notes.set(note, says);
    note.replaceChildren();
    if (hint?.text) note.append(element("span", `hint ${hint.kind}`, hint.text), " ");
    if (recheck) note.append(element("p", "reason", recheck.reason), confirming(recheck.place), " ");
    if (proposal) note.append(proposing(field.name, proposal));
    field.closest("td, th, caption").classList.toggle("recheck", Boolean(recheck));
  }

  #balance({ sentence, kind }) {
    for (const told of document.querySelectorAll("[data-balance]")) {
      told.textContent = sentence;
      const around = told.closest(".balance");
      around.classList.remove("ok", "off", "none");
      around.classList.add(kind);
    }
  }

  #missing(missing) {
    const links = missing.map((one) => item(link(one.field, one.name)));
    renew(document.getElementById("missing"), links);
    const title = document.getElementById("missing-title");
    title.textContent = missing.length ? `还缺 ${missing.length} 处` : "各栏都已填写";
  }

  #rechecks(rechecks) {
    const list = document.getElementById("rechecks");
    const known = new Map([...list.children].map((one) => [one.querySelector("[data-confirm]").dataset.confirm, one]));
    renew(list, rechecks.map((one) => known.get(one.place) ?? recheck(one)));
    document.getElementById("rechecks-title").textContent = `请核对 ${rechecks.length} 处`;
    list.closest("section").hidden = rechecks.length === 0;
  }

  #people(people) {
    const told = document.getElementById("people");
    told.hidden = people.length === 0;
    if (people.length) told.textContent = `${people.join("、")} 也打开了这张表`;
  }

  /** Put a proposed text into its field; it is saved like anything typed. */
  apply(name, text) {
    const [id, cell] = split(name);
    const [before, after] = [this.model.texts(id), { [cell]: text }];
    this.sheet.write(id, after);
    this.model.changed();
    this.undoing.offer(`已改为“${text}”`, () => {
      this.sheet.unwrite(id, before, after);
      this.model.changed();
    });
    enter(this.sheet.field(id, cell));
  }

  /** A cell is right as it stands; where it was typed in meanwhile, that is the answer already. */
  confirm(name) {
    const [id, cell] = split(name);
    this.model.confirmed.push({ row: id === HEAD ? null : id, cell, seen: this.model.cell(id, cell).typed });
    this.model.changed();
    enter(this.next(1, this.sheet.field(id, cell)));
  }

  /** The next field, or the one before, that is missing, to be looked at, or in conflict; round and round. */
  next(step, here = document.activeElement) {
    const links = [...document.querySelectorAll("#returned > ul a, #findings > ul a, #missing a, #rechecks a")].map((one) => one.hash.slice(1));
    const asked = [...this.form.querySelectorAll(".conflict")].map((box) => box.parentElement.querySelector("[data-cell]"));
    const places = [...new Set([...asked, ...links.map((id) => this.#fieldAt(id))])].filter(Boolean);
    places.sort((one, other) => (follows(one, other) ? -1 : 1));
    if (step < 0) places.reverse();
    const onwards = (one) => one !== here && (step > 0 ? follows(here, one) : follows(one, here));
    return places.find(onwards) ?? places[0];
  }

  #fieldAt(id) {
    const found = document.getElementById(id);
    if (!found || found.matches("[data-cell]")) return found;
    const part = id.replace("part-", "");
    return found.querySelector("[data-cell]") ?? this.form.querySelector(`[data-do=append][data-part=${part}]`);
  }
}

const split = (name) => {
  const point = name.lastIndexOf(".");
  return [name.slice(0, point), name.slice(point + 1)];
};

const noteOf = (field) => document.getElementById(`note-${field.dataset.row || HEAD}-${field.dataset.cell}`);

const follows = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

/** One that came back, because its cell says again what it said. */
function recheck({ place, field, name, reason }) {
  return item(link(field, name), element("span", "", reason), confirming(place, name));
}

function element(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function item(...parts) {
  const made = document.createElement("li");
  made.append(...parts);
  return made;
}

function link(id, text) {
  return Object.assign(document.createElement("a"), { href: `#${id}`, textContent: text });
}

function doing(value, text) {
  const made = Object.assign(element("button", "quiet", text), { type: "submit", name: "do", value });
  return made;
}

function confirming(name, called = "") {
  const made = doing(`confirm:${name}`, "没有变化，确认");
  made.dataset.confirm = name;
  if (called) made.setAttribute("aria-label", `${called}没有变化，确认`);
  return made;
}

function proposing(name, text) {
  const made = doing(`propose:${name}`, `改为 ${text}`);
  made.dataset.propose = text;
  return made;
}

/** New contents, unless they read as before: a list that somebody is in keeps its place. */
function renew(list, items) {
  const says = (all) => [...all].map((one) => one.outerHTML).join("");
  if (says(list.children) !== says(items)) list.replaceChildren(...items);
}
