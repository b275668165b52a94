/**
 * What is typed into a marked form (data-keep="its name") outlives a reload, until that very form is sent.
 *
 * It stays in this tab, by person, path and form: {sent, fields: {id: {was, now}}}, where `was` is what the server
 * had in the field. Where the server has something else there by now, its words stay, with one's own below.
 * A holder with data-given shows what was sent and refused: there the page is right.
 */
const HOLDER = "[data-keep]";
const TYPES = ["textarea", "text", "number", "date", "select-one", "checkbox"];
const { user, signIn } = document.querySelector("script[data-sign-in]").dataset;

function keyOf(holder) {
  return `keep:${user}:${location.pathname}:${holder.dataset.keep}`;
}

function read(holder) {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(holder)));
  } catch {
    return null;
  }
}

function write(holder, kept) {
  try {
    if (kept && Object.keys(kept.fields).length) sessionStorage.setItem(keyOf(holder), JSON.stringify(kept));
    else sessionStorage.removeItem(keyOf(holder));
  } catch {
    // full or forbidden: the page works as it would without this
  }
}

/** The fields by what they are called; a box by what it says too, for its value may be a mere number. */
function fieldsOf(holder) {
  const fields = [...holder.querySelectorAll("textarea, select, input")];
  return fields
    .filter((field) => TYPES.includes(field.type) && !field.disabled)
    .map((field) => [isBox(field) ? `${field.name} ${field.labels[0]?.textContent.trim()}` : field.name, field]);
}

function isBox(field) {
  return field.type === "checkbox";
}

function textOf(field) {
  return isBox(field) ? String(field.checked) : field.value;
}

/** What the server has there. */
function standing(field) {
  if (isBox(field)) return String(field.defaultChecked);
  if (field.type !== "select-one") return field.defaultValue;
  const options = [...field.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "";
}

function keep(holder) {
  const before = read(holder)?.fields ?? {};
  const fields = {};
  for (const [id, field] of fieldsOf(holder)) {
    const was = id in before ? before[id].was : standing(field);
    if (textOf(field) !== was) fields[id] = { was, now: textOf(field) };
  }
  write(holder, { fields });
}

/** After a refusal: what the page gives back goes on being kept. */
function keepGiven(holder) {
  const before = read(holder)?.fields;
  const given = fieldsOf(holder).filter(([id]) => !before || id in before);
  const kept = ([id, field]) => [id, { was: before?.[id].was ?? null, now: textOf(field) }];
  write(holder, { fields: Object.fromEntries(given.map(kept)) });
}

function put(field, text) {
  if (isBox(field)) field.checked = text === "true";
  else if (!field.options || [...field.options].some((option) => option.value === text)) field.value = text;
}

function putBack(field, { was, now }) {
  const stands = standing(field);
  if (textOf(field) !== stands) return; // typed, or put there by the browser, before this ran
  const written = ["textarea", "text"].includes(field.type);
  if (was === null || was === stands || (written && now.includes(stands))) put(field, now);
  else if (written) put(field, [stands, now].join(field.type === "text" ? " " : "\n"));
  if (textOf(field) !== stands) unfold(field);
}

function unfold(field) {
  for (let at = field.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}

function restore(holder, kept) {
  const fields = fieldsOf(holder).filter(([id]) => id in kept.fields);
  for (const [id, field] of fields) putBack(field, kept.fields[id]);
  write(holder, null); // from here on against what the server has now
  keep(holder);
}

/** Whether what was sent did not arrive: it was refused, or one had to sign in first. */
function cameBack() {
  const from = document.referrer && new URL(document.referrer);
  const signedIn = from && (from.origin !== location.origin || from.pathname.startsWith(signIn)); // elsewhere, or here
  return signedIn || document.querySelector(".notice.error") !== null;
}

function begin(holder) {
  const kept = read(holder);
  if ("given" in holder.dataset) keepGiven(holder);
  else if (kept?.sent && !cameBack()) write(holder, null);
  else if (kept) restore(holder, kept);
}

for (const holder of document.querySelectorAll(HOLDER)) begin(holder);

document.addEventListener("input", ({ target }) => {
  const holder = target.closest(HOLDER);
  if (holder) keep(holder);
});

document.addEventListener("submit", ({ target, submitter }) => {
  const holder = target.closest(HOLDER);
  if (!holder || submitter?.matches("[data-keeps]")) return; // a button that sends nothing of what is typed
  keep(holder);
  const kept = read(holder);
  if (kept) write(holder, { ...kept, sent: true });
});

// The review page: the cell to say something of, and the box to say it in.

const box = document.getElementById("say-text");
const at = new URLSearchParams(location.search).get("at");
const cell = document.getElementById(`say-${at}`)?.closest("td, th");

function goToBox() {
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}

cell?.classList.add("talked-about");
if (cell && box && ["", "#talk", `#say-${at}`].includes(location.hash)) {
  const beside = getComputedStyle(document.getElementById("talk")).position === "sticky";
  if (beside) location.replace(`#say-${at}`); // the box is in sight anyway, the cell may not be
  goToBox();
  staysThere();
}

/** Going to a place takes the cursor there, on a slow machine only once all has come: it is fetched back. */
function staysThere() {
  const taken = () => [document.body, document.getElementById(`say-${at}`)].includes(document.activeElement);
  const back = () => setTimeout(() => taken() && goToBox());
  const free = () => box.removeEventListener("blur", back);
  box.addEventListener("blur", back);
  addEventListener("pointerdown", free, { capture: true, once: true });
  addEventListener("keydown", ({ key }) => key === "Tab" && free(), true);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!cell || !box || link?.hash !== "#talk" || link.search !== location.search) return;
  event.preventDefault(); // it is this very page
  goToBox();
});
