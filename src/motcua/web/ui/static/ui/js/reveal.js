// Dialogs and menus: <a href="page" data-dialog="id"> opens the dialog instead of the page; menus close on Escape or outside.
(() => {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      opener.closest("details.menu")?.removeAttribute("open");
      dialog.showModal();
      return;
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.removeAttribute("open");
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    });
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
  const folds = new Set();
  addEventListener("beforeprint", () =>
    document.querySelectorAll("details.fold:not([open], .is-long)").forEach((fold) => {
      fold.open = true;
      folds.add(fold);
    }),
  );
  addEventListener("afterprint", () => {
    folds.forEach((fold) => (fold.open = false));
    folds.clear();
  });
})();
