// <form data-autosave="address">: what was typed is posted there soon after, and when the page is left.
// The server answers 200 or 204 when it is kept. A [data-saved] element says so in words.
(() => {
  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    const word = document.querySelector("[data-saved]");
    let timer;
    let dirty = false;
    const body = () => {
      const data = new FormData(form);
      for (const [key, value] of [...data]) if (value instanceof File) data.delete(key);
      return data;
    };
    const tell = (good) => {
      if (!word) return;
      word.classList.toggle("is-bad", !good);
      const at = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
      word.textContent = good ? `${word.dataset.words} ${at}` : word.dataset.failed;
    };
    const save = async () => {
      if (!dirty || form.dataset.sent) return;
      dirty = false;
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: body(), headers: { "X-Autosave": "1" } });
        if (answer.status === 401) {
          if (word) word.innerHTML = await answer.text();
          return;
        }
        if (!answer.ok || answer.redirected) throw new Error(answer.status);
        tell(true);
      } catch {
        dirty = true;
        tell(false);
        clearTimeout(timer);
        timer = setTimeout(save, 10000);
      }
    };
    form.addEventListener("input", () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(save, 900);
    });
    form.addEventListener("focusout", save);
    addEventListener("online", save);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && dirty && !form.dataset.sent)
        navigator.sendBeacon(form.dataset.autosave, body());
    });
  });
})();
