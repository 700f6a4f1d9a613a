// Tables by keyboard: j and k move through all rows of the page, Enter opens, x picks. Also "pick all" and the count of what is picked.
(() => {
  const rows = () => [...document.querySelectorAll("table[data-keys] tbody tr")].filter((row) => row.querySelector("a[href]"));
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    if (event.key === "j" || event.key === "k") {
      const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + (event.key === "j" ? 1 : -1)))];
      next?.querySelector("a[href]").focus();
      next?.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "x" && at >= 0) all[at].querySelector("input[type=checkbox]")?.click();
  });
  const count = () =>
    document.querySelectorAll("[data-picked]").forEach((word) => {
      const form = word.closest("[data-bulk]").dataset.bulk;
      const boxes = document.querySelectorAll(`#${CSS.escape(form)} td.is-pick input:checked, td.is-pick input[form="${form}"]:checked`);
      if (boxes.length || word.dataset.first) word.textContent = `${boxes.length} ${word.dataset.words}`;
      word.dataset.first = "1";
    });
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-pick-all]");
    if (all) all.closest("table").querySelectorAll("td.is-pick input").forEach((box) => (box.checked = all.checked));
    if (event.target.closest(".is-pick")) count();
  });
})();
