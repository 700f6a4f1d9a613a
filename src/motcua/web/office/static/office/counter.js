// The counter: a scanner's Enter fills from the card, the camera reads the code where the browser can.
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
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const box = form.querySelector("[data-camera-box]");
  const video = box.querySelector("video");
  const words = box.querySelector("[data-camera-words]");
  const told = words.textContent;
  let stream = null;
  let turn = 0; // a camera that opens after its turn was stopped, or started anew, is let go at once
  const stop = () => {
    turn += 1;
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    box.hidden = true;
  };
  const look = async (detector, mine) => {
    const found = await detector.detect(video).catch(() => []);
    if (mine !== turn) return;
    if (found.length) {
      field.value = found[0].rawValue;
      stop();
      fill.click();
      return;
    }
    setTimeout(() => look(detector, mine), 150);
  };
  start.hidden = false;
  start.addEventListener("click", async () => {
    stop();
    const mine = turn;
    box.hidden = false;
    words.textContent = told;
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } });
      if (mine !== turn) return opened.getTracks().forEach((track) => track.stop());
      stream = opened;
      video.srcObject = stream;
      await video.play();
      if (mine === turn) look(new BarcodeDetector({ formats: ["qr_code"] }), mine);
    } catch {
      if (mine === turn) words.textContent = words.dataset.denied;
    }
  });
  form.querySelector("[data-camera-stop]").addEventListener("click", stop);
  addEventListener("pagehide", stop);
})();
