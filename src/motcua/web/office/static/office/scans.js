// Digitising: progress that moves by itself, offers put into their field, Enter accepts a field and goes on.
(() => {
  const PAUSE = 2000; // between two looks at the progress, in milliseconds
  const box = document.querySelector("[data-reading]");
  const look = async () => {
    if (document.hidden) return setTimeout(look, PAUSE);
    const answer = await fetch(box.dataset.reading, { headers: { "X-Fragment": "1" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      const text = await answer.text();
      if (box.hasAttribute("data-whole")) {
        const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-reading]");
        if (!fresh) return location.reload();
        box.replaceChildren(...fresh.childNodes);
      } else {
        const before = box.querySelectorAll("li").length;
        box.innerHTML = text;
        if (box.querySelectorAll("li").length < before && !document.querySelector("[name=pin]")?.value) return location.reload();
        if (!box.querySelector("li")) return;
      }
    }
    setTimeout(look, PAUSE);
  };
  if (box) setTimeout(look, PAUSE);

  const form = document.querySelector("[data-facts]");
  if (!form) return;
  form.querySelectorAll("[data-put]").forEach((button) =>
    button.addEventListener("click", () => {
      const field = form.elements[button.closest("[data-offers]").dataset.offers];
      field.value = button.dataset.put;
      field.focus();
    }),
  );
  const lines = [...form.querySelectorAll(".fact input")];
  lines.forEach((field, place) =>
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      field.closest(".fact").classList.add("is-accepted");
      const next = lines[place + 1] ?? form.querySelector("button.is-primary");
      next.focus();
      next.select?.();
    }),
  );
})();
