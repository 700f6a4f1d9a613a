// On wide screens a row of the list opens beside it; Enter or a second click opens the whole dossier.
(() => {
  const split = document.querySelector("[data-split]");
  const side = split?.querySelector("[data-brief]");
  if (!side) return;
  const wide = matchMedia("(min-width: 75em)");
  let asked = 0;
  const show = async (link) => {
    const turn = ++asked;
    const answer = await fetch(link.dataset.briefUrl, { headers: { "X-Fragment": "1" } });
    if (!answer.ok || answer.redirected) return location.assign(link.href);
    const words = await answer.text();
    if (turn !== asked) return;
    side.innerHTML = words;
    side.hidden = false;
    split.classList.add("is-split");
    split.querySelectorAll("tr.is-open").forEach((row) => row.classList.remove("is-open"));
    link.closest("tr").classList.add("is-open");
    side.scrollTop = 0;
  };
  split.addEventListener("click", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const row = event.target.closest("tbody tr");
    const link = row?.querySelector("a[data-brief-url]");
    if (!link || !plain || !wide.matches || event.detail === 0) return;
    const other = event.target.closest("a, button, input, label");
    if (other && other !== link) return;
    if (row.classList.contains("is-open")) return;
    event.preventDefault();
    show(link);
  });
})();
