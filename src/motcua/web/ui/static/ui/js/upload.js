// A chosen file goes at once: progress while it travels, then the answer (an HTML fragment) replaces the whole field.
(() => {
  const wire = (root) =>
    root.querySelectorAll("[data-upload]").forEach((box) => {
      const form = box.closest("form");
      const state = box.querySelector(".upload-state");
      const button = form?.querySelector("[data-upload-send]");
      if (button && box.dataset.upload) button.hidden = true;
      const say = (words) => (state.textContent = words);
      const send = (input, file) => {
        if (file.size > Number(box.dataset.maxMb) * 1024 * 1024) return say(box.dataset.tooLarge);
        preview(file);
        if (!box.dataset.upload) return say(file.name);
        const data = new FormData(form);
        data.delete(input.name);
        data.append(input.name, file);
        const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
        bar.setAttribute("aria-label", box.dataset.sending);
        state.replaceChildren(`${box.dataset.sending}: ${file.name}`, bar);
        const call = new XMLHttpRequest();
        call.open("POST", box.dataset.upload);
        call.setRequestHeader("X-Fragment", "1");
        call.upload.onprogress = (event) => event.lengthComputable && (bar.value = event.loaded / event.total);
        call.onerror = () => say(box.dataset.failed);
        call.onload = () => {
          if (!call.responseText || call.status >= 500) return say(box.dataset.failed);
          if (call.status === 401) return (state.innerHTML = call.responseText);
          const field = form.closest(".field") || form;
          const fresh = document.createElement("div");
          fresh.innerHTML = call.responseText;
          field.replaceWith(fresh);
          wire(fresh);
        };
        call.send(data);
      };
      const preview = (file) => {
        if (!file.type.startsWith("image/")) return;
        const look = box.querySelector("img") || box.appendChild(document.createElement("img"));
        look.alt = "";
        look.height = 120;
        look.onload = () => URL.revokeObjectURL(look.src);
        look.src = URL.createObjectURL(file);
      };
      const inputs = [...box.querySelectorAll("input[type=file]")];
      inputs.forEach((input) => input.addEventListener("change", () => input.files[0] && send(input, input.files[0])));
      box.addEventListener("dragover", (event) => {
        event.preventDefault();
        box.classList.add("is-over");
      });
      box.addEventListener("dragleave", () => box.classList.remove("is-over"));
      box.addEventListener("drop", (event) => {
        event.preventDefault();
        box.classList.remove("is-over");
        const input = inputs.at(-1);
        input.files = event.dataTransfer.files;
        if (input.files[0]) send(input, input.files[0]);
      });
    });
  wire(document);
})();
