// The pages of one paper: chosen or photographed one after the other, looked at by the server at once, put in order.
(() => {
  const form = document.querySelector("[data-scan-new]");
  if (!form || !window.DataTransfer) return;
  const input = form.elements.files;
  const list = form.querySelector("[data-pages]");
  const doubts = form.querySelector("[data-doubts]");
  const words = list.dataset;
  if (doubts.hasAttribute("data-hides")) doubts.hidden = true;
  let pages = []; // {file, faults, hard, url}
  let shots = 0;

  const keep = () => {
    const kept = new DataTransfer();
    pages.forEach((one) => kept.items.add(one.file));
    input.files = kept.files;
    list.hidden = !pages.length;
    if (pages.some((one) => one.faults.length && !one.hard)) doubts.hidden = false;
  };
  const move = (from, to) => {
    if (to < 0 || to >= pages.length) return;
    pages.splice(to, 0, ...pages.splice(from, 1));
    draw();
    list.children[to].querySelector("button")?.focus();
  };
  const button = (label, name, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "link is-tall", textContent: label });
    made.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: ` ${name}` }));
    made.addEventListener("click", act);
    return made;
  };
  const item = (one, place) => {
    const row = document.createElement("li");
    row.draggable = true;
    row.classList.toggle("is-hard", one.hard);
    if (one.url) row.append(Object.assign(new Image(), { src: one.url, alt: "" }));
    const name = `${place + 1}. ${one.file.name}`;
    row.append(Object.assign(document.createElement("span"), { className: "name", textContent: name }));
    one.faults.forEach((fault) => {
      const told = `${one.hard ? words.bad : words.doubt} ${fault}`;
      row.append(Object.assign(document.createElement("p"), { className: "fault", textContent: told }));
    });
    const acts = Object.assign(document.createElement("span"), { className: "row" });
    if (place) acts.append(button(words.up, name, () => move(place, place - 1)));
    if (place < pages.length - 1) acts.append(button(words.down, name, () => move(place, place + 1)));
    acts.append(
      button(words.out, name, () => {
        if (one.url) URL.revokeObjectURL(one.url);
        pages.splice(place, 1);
        draw();
      }),
    );
    row.append(acts);
    row.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", String(place)));
    row.addEventListener("dragover", (event) => {
      event.preventDefault();
      row.classList.add("is-over");
    });
    row.addEventListener("dragleave", () => row.classList.remove("is-over"));
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      move(Number(event.dataTransfer.getData("text/plain")), place);
    });
    return row;
  };
  const draw = () => {
    list.replaceChildren(...pages.map(item));
    keep();
  };
  const check = async (one) => {
    const sent = new FormData();
    sent.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    sent.append("photo", one.file, one.file.name);
    const answer = await fetch(form.dataset.check, { method: "POST", body: sent, headers: { "X-Fragment": "1" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const told = await answer.json();
    one.isJudged = true;
    one.faults = told.faults;
    one.hard = told.hard;
    draw();
  };
  const add = async (files) => {
    const fresh = [...files].map((file) => ({
      file,
      faults: [],
      hard: false,
      url: file.type.startsWith("image/") ? URL.createObjectURL(file) : "",
    }));
    pages = [...pages, ...fresh];
    draw();
    for (const one of fresh) if (one.url) await check(one);
    return fresh;
  };
  input.addEventListener("change", () => add(input.files));

  const start = form.querySelector("[data-shoot]");
  const box = form.querySelector("[data-camera-box]");
  const video = box.querySelector("video");
  const said = box.querySelector("[data-camera-words]");
  const snap = box.querySelector("[data-snap]");
  const told = said.textContent;
  if (!navigator.mediaDevices?.getUserMedia) return;
  start.hidden = false;
  let stream = null;
  let turn = 0; // a camera that opens after its turn was stopped is let go at once
  const release = () => {
    turn += 1;
    stream?.getTracks().forEach((track) => track.stop());
    stream = video.srcObject = null;
  };
  const stop = () => {
    release();
    box.hidden = true;
    start.focus();
  };
  start.addEventListener("click", async () => {
    release();
    const mine = turn;
    box.hidden = video.hidden = snap.hidden = false;
    said.textContent = told;
    try {
      const opened = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 3840 }, height: { ideal: 2160 } },
      });
      if (mine !== turn) return opened.getTracks().forEach((track) => track.stop());
      stream = opened;
      video.srcObject = stream;
      await video.play();
    } catch (fault) {
      if (mine !== turn) return;
      release();
      video.hidden = snap.hidden = true;
      said.textContent = said.dataset[{ NotAllowedError: "denied", NotFoundError: "none" }[fault.name] ?? "broken"];
    }
  });
  snap.addEventListener("click", async () => {
    if (!video.videoWidth) return;
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    const frame = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
    said.textContent = said.dataset.looking;
    shots += 1;
    const [one] = await add([new File([frame], `trang-${shots}.jpg`, { type: "image/jpeg" })]);
    const good = one.isJudged ? said.dataset.good : said.dataset.unjudged;
    said.textContent = one.faults.length ? one.faults.join(" ") : good;
    snap.focus();
  });
  box.querySelector("[data-camera-stop]").addEventListener("click", stop);
  addEventListener("pagehide", release);
})();
