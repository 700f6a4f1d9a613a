// A form is sent once: the second press is ignored until the page comes back. Without a network nothing is sent: the
// page stays with all that was typed and says so. Also moves the focus to the error summary.
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.method !== "post") return;
    if (!navigator.onLine) {
      event.preventDefault();
      return tell(form);
    }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) {
      button.classList.add("is-busy");
      button.setAttribute("aria-disabled", "true");
    }
    setTimeout(() => free(form), 20000);
  });
  const free = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll(".is-busy").forEach((each) => {
      each.classList.remove("is-busy");
      each.removeAttribute("aria-disabled");
    });
  };
  const tell = (form) => {
    const words = form.querySelector(".is-offline") || form.appendChild(document.createElement("p"));
    words.className = "field-error is-offline";
    words.setAttribute("role", "alert");
    words.textContent = document.body.dataset.offline;
    addEventListener("online", () => words.remove(), { once: true });
  };
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
  document.querySelector("[data-focus]")?.focus();
})();
