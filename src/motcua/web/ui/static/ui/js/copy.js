// <button data-copy="text" hidden>: shown when copying works, says so when it is done.
(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const word = button.querySelector("span");
      const before = word.textContent;
      word.textContent = button.dataset.copied;
      setTimeout(() => (word.textContent = before), 2500);
    });
  });
})();
