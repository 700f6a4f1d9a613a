// Results while typing: asks data-search for an HTML fragment, shows it below the box, arrows move through it.
(() => {
  document.querySelectorAll("form[data-search]").forEach((form) => {
    const input = form.querySelector("input[type=search]");
    const box = form.querySelector(".search-hits");
    let timer;
    let asked;
    const ask = async () => {
      const text = input.value.trim();
      asked?.abort();
      if (text.length < 2) return box.replaceChildren();
      asked = new AbortController();
      try {
        const address = new URL(form.dataset.search, location.href);
        address.searchParams.set(input.name, text);
        const answer = await fetch(address, { headers: { "X-Fragment": "1" }, signal: asked.signal });
        if (answer.ok) box.innerHTML = await answer.text();
      } catch {
        // Without an answer the form still works.
      }
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 160);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        box.replaceChildren();
        return input.focus();
      }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const stops = [input, ...box.querySelectorAll("a[href]")];
      const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (stops.length > 1 && stops[at]) {
        event.preventDefault();
        stops[at].focus();
      }
    });
    document.addEventListener("click", (event) => form.contains(event.target) || box.replaceChildren());
  });
  const slash = document.querySelector("[data-slash]");
  if (slash)
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
      event.preventDefault();
      slash.focus();
    });
})();
