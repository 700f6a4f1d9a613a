// Questions as they are answered: what hangs on an answer is drawn by the server, slashes of a date come by themselves.
(() => {
  // Questions that hang on an answer: the server draws them again as soon as that answer changes.
  document.querySelectorAll("form[data-steering]").forEach((form) => {
    const steering = form.dataset.steering.split(" ").filter(Boolean);
    const questions = form.querySelector("[data-questions]");
    form.addEventListener("change", async (event) => {
      if (!event.target.name?.split(".").some((part) => steering.includes(part))) return;
      const focused = document.activeElement?.id;
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { "X-Redraw": "1" } }).catch(() => null);
      if (!answer?.ok || answer.redirected) return;
      questions.innerHTML = await answer.text();
      if (focused) document.getElementById(focused)?.focus();
    });
  });
  // Slashes come by themselves while only digits are typed; whoever types their own is left alone.
  document.addEventListener("input", (event) => {
    const input = event.target.closest?.("[data-date]");
    if (!input || event.inputType?.startsWith("delete")) return;
    if (!/^(\d{3,}|\d\d\/\d{3,})$/.test(input.value)) return;
    const digits = input.value.replace(/\D/g, "").slice(0, 8);
    input.value = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter(Boolean).join("/");
  });
})();
