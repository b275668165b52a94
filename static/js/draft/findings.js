/** What the rules find: asked for again after each save, put under the cells and into the list beside the form. */

export class Findings {
  constructor({ form, model }) {
    model.addEventListener("settled", ask);
    model.addEventListener("heard", ask);
    form.addEventListener("input", ({ target }) => slotOf(target)?.classList.add("stale"));
    document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
      if (detail.target.id === "findings") detail.serverResponse = withPlaces(detail.serverResponse);
    });
    keepInPlace(form);
  }
}

/** htmx answers to it, where the list says so. */
const ask = () => document.body.dispatchEvent(new Event("table-saved"));

const slotOf = ({ dataset }) => dataset.cell && document.getElementById(`found-${dataset.row || "head"}-${dataset.cell}`);

/** An answer without what it says of rows that were deleted here meanwhile. */
function withPlaces(answer) {
  const { body } = new DOMParser().parseFromString(answer, "text/html");
  for (const slot of body.querySelectorAll("[hx-swap-oob]")) if (!document.getElementById(slot.id)) slot.remove();
  return body.innerHTML;
}

/** Lines that come and go above must not move the field that is written in. */
function keepInPlace(form) {
  let held, before;
  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    held = detail.target.id === "findings" && form.contains(document.activeElement) ? document.activeElement : null;
    before = held?.getBoundingClientRect().top;
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    if (held?.isConnected) window.scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
    held = null;
  });
}
