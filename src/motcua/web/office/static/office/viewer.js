// A click on a paper shows it in the viewer of the desk; without script the link opens the file itself.
// A picture is fitted to the frame and can be made larger; a PDF has the browser's own means for that.
(() => {
  const viewer = document.querySelector("[data-viewer]");
  if (!viewer) return;
  const frame = viewer.querySelector("iframe");
  const box = viewer.querySelector(".viewer-picture");
  const picture = box.querySelector("img");
  const zooms = viewer.querySelector("[data-zooms]");
  const wide = matchMedia("(min-width: 60em)");
  const LARGEST = 6;
  let size = 1;
  const zoom = (to) => {
    const before = size;
    const middle = [box.scrollLeft + box.clientWidth / 2, box.scrollTop + box.clientHeight / 2];
    size = Math.min(LARGEST, Math.max(1, to));
    box.style.setProperty("--zoom", size);
    box.classList.toggle("is-zoomed", size > 1);
    const [left, top] = middle.map((at) => (at * size) / before);
    box.scrollTo(left - box.clientWidth / 2, top - box.clientHeight / 2);
    zooms.querySelector("[data-zoom='-1']").disabled = size === 1;
    zooms.querySelector("[data-zoom='1']").disabled = size === LARGEST;
  };
  const show = (paper) => {
    const isPicture = "picture" in paper.dataset;
    box.hidden = zooms.hidden = !isPicture;
    frame.hidden = isPicture;
    zoom(1);
    if (isPicture) {
      picture.src = paper.dataset.view;
      picture.alt = paper.dataset.name;
    } else frame.src = paper.dataset.view + "#navpanes=0&view=FitH";
    viewer.querySelector("[data-viewed]").textContent = paper.dataset.name;
    viewer.querySelector("[data-viewed-store]").textContent = paper.dataset.store ?? "";
    viewer.querySelector("[data-whole]").href = paper.dataset.view;
    document.querySelectorAll("[data-view][aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    paper.setAttribute("aria-current", "true");
  };
  zooms.hidden = box.hidden;
  zoom(1);
  zooms.addEventListener("click", (event) => {
    const step = Number(event.target.closest("[data-zoom]")?.dataset.zoom ?? 0);
    if (step) zoom(step > 0 ? size * 1.5 : size / 1.5);
  });
  picture.addEventListener("dblclick", () => zoom(size > 1 ? 1 : 2.25));
  document.querySelectorAll("[data-view]").forEach((paper) => {
    const link = paper.querySelector(".paper-name a");
    link?.addEventListener("click", (event) => {
      if (!wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(paper);
    });
  });
})();
