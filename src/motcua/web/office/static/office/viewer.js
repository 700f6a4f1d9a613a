// A click on a paper shows it in the viewer of the desk; without script the link opens the file itself.
(() => {
  const viewer = document.querySelector("[data-viewer]");
  if (!viewer) return;
  const frame = viewer.querySelector("iframe");
  const wide = matchMedia("(min-width: 60em)");
  document.querySelectorAll("[data-view]").forEach((paper) => {
    const link = paper.querySelector(".paper-name a");
    link?.addEventListener("click", (event) => {
      if (!wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      frame.src = paper.dataset.view + "#navpanes=0&view=FitH";
      viewer.querySelector("[data-viewed]").textContent = paper.dataset.name;
      viewer.querySelector("[data-whole]").href = paper.dataset.view;
      document.querySelectorAll("[data-view][aria-current]").forEach((other) => other.removeAttribute("aria-current"));
      paper.setAttribute("aria-current", "true");
    });
  });
})();
