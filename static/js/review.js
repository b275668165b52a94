// The list beside the table scrolls by itself: to follow a fragment would scroll the page too, and the table away.

document.addEventListener("click", (event) => {
  const link = event.target.closest('.official a[href^="#found-"]');
  const told = link && document.getElementById(link.hash.slice(1));
  const list = told?.closest(".talks");
  if (!list || getComputedStyle(list).position !== "sticky") return;
  event.preventDefault();
  list.scrollTop += told.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 4;
  for (const one of list.querySelectorAll(".chosen")) one.classList.remove("chosen");
  told.classList.add("chosen");
  told.tabIndex = -1;
  told.focus({ preventScroll: true });
});
