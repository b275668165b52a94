/** Leaving the page: the save goes first where it can, and the browser asks where something is still unsaved. */
const MOST = 3000; // ms to wait for the save before a link is followed

export function guardLeaving({ model, saving }) {
  let going = false;

  window.addEventListener("beforeunload", (event) => {
    if (model.allSaved()) return;
    event.preventDefault();
    event.returnValue = "";
  });

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || going || !link || !plain || !leads(link) || model.allSaved()) return;
    event.preventDefault();
    going = true;
    await Promise.race([saving.now(), new Promise((resolve) => setTimeout(resolve, MOST))]);
    link.click();
    going = false;
  });
}

/** Whether a link leads away from this page in this window. */
function leads(link) {
  const elsewhere = link.pathname !== location.pathname || link.origin !== location.origin || !link.hash;
  return elsewhere && !link.download && (!link.target || link.target === "_self");
}
