// The counter: a scanner's Enter fills from the card; the camera's frames are read by the browser, else by the server.
(() => {
  const form = document.querySelector("[data-card]");
  if (!form) return;
  const field = form.querySelector("[data-scan]");
  const fill = form.querySelector("button[name=scan]");
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (field.value.trim()) fill.click();
  });
  form.querySelector("input[type=file]")?.addEventListener("change", (event) => {
    if (event.target.files.length) form.querySelector("button[formaction]").click();
  });

  const start = form.querySelector("[data-camera]");
  if (!navigator.mediaDevices?.getUserMedia) return;
  const PAUSE = 150; // between two looks, in milliseconds
  const PATIENCE = 60_000; // a camera that found nothing for so long is let go
  const WIDEST = 1600; // of a frame that is sent
  const box = form.querySelector("[data-camera-box]");
  const video = box.querySelector("video");
  const words = box.querySelector("[data-camera-words]");
  const told = words.textContent;
  let stream = null;
  let turn = 0; // a camera that opens after its turn was stopped, or started anew, is let go at once
  const release = () => {
    turn += 1;
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
  };
  const stop = () => {
    release();
    box.hidden = true;
  };
  const say = (why) => {
    release();
    video.hidden = true;
    words.textContent = words.dataset[why];
  };

  const frame = () => {
    const canvas = document.createElement("canvas");
    const scale = Math.min(1, WIDEST / video.videoWidth);
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  };
  const readByServer = async () => {
    const sent = new FormData();
    sent.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    sent.append("photo", await frame(), "khung.jpg");
    const answer = await fetch(form.dataset.card, { method: "POST", body: sent, headers: { "X-Fragment": "1" } });
    return answer.status === 200 && !answer.redirected ? answer.text() : "";
  };
  const reader = async () => {
    const kinds = (await window.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
    if (!kinds.includes("qr_code")) return readByServer;
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(video))[0]?.rawValue ?? "";
  };
  const look = async (read, mine, until) => {
    const found = video.videoWidth ? await read().catch(() => "") : "";
    if (mine !== turn) return;
    if (found) {
      field.value = found;
      stop();
      fill.click();
    } else if (performance.now() > until) say("unseen");
    else setTimeout(() => look(read, mine, until), PAUSE);
  };
  start.hidden = false;
  start.addEventListener("click", async () => {
    stop();
    const mine = turn;
    box.hidden = video.hidden = false;
    words.textContent = told;
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } });
      if (mine !== turn) return opened.getTracks().forEach((track) => track.stop());
      stream = opened;
      video.srcObject = stream;
      await video.play();
      look(await reader(), mine, performance.now() + PATIENCE);
    } catch (fault) {
      if (mine === turn) say({ NotAllowedError: "denied", NotFoundError: "none" }[fault.name] ?? "broken");
    }
  });
  form.querySelector("[data-camera-stop]").addEventListener("click", stop);
  addEventListener("pagehide", stop);
})();
