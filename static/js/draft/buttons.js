/** The form's buttons, which would submit it without scripts, done here at once instead. */

export function listen({ form, sheet, rows, saving, undoing, hints }) {
  let native = false; // what is left to the server, once everything is saved

  form.addEventListener("click", (event) => {
    const once = event.target.closest("[data-do]")?.matches(":not([data-do=up], [data-do=down])");
    if (once && event.detail > 1) event.preventDefault(); // a double click means one row
  });

  form.addEventListener("submit", (event) => {
    if (native) return;
    event.preventDefault();
    const button = event.submitter;
    if (button?.hasAttribute("data-native")) leave(button);
    else act(button);
  });

  async function leave(button) {
    if (!(await saving.now())) return; // the corner says why
    setTimeout(() => {
      native = true;
      form.requestSubmit(button);
      native = false;
    }); // a form still telling of one submission ignores another
  }

  function act(button) {
    const [verb, what = ""] = (button?.value ?? "save").split(/:(.*)/);
    const acts = {
      add: () => rows.addAndEnter(partOf(what), what),
      append: () => rows.addAndEnter(what, sheet.rows(what).at(-1)?.dataset.row ?? null),
      duplicate: () => rows.duplicate(what),
      up: () => moveKeeping(button, what, -1),
      down: () => moveKeeping(button, what, 1),
      delete: () => rows.remove(what),
      propose: () => hints.apply(what, button.dataset.propose),
      confirm: () => hints.confirm(what),
    };
    (acts[verb] ?? (() => saving.now()))();
  }

  /** The button that was pressed stays under the finger. */
  function moveKeeping(button, row, step) {
    rows.move(row, step);
    button.focus({ preventScroll: true });
  }

  const partOf = (row) => sheet.element(row).dataset.part;
}
