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
  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    box.hidden = true;
  };
  const look = async (detector) => {
    if (!stream) return;
    const found = await detector.detect(video).catch(() => []);
    if (found.length) {
      field.value = found[0].rawValue;
      stop();
      fill.click();
      return;
    }
    setTimeout(() => look(detector), 150);
  };
  start.hidden = false;
  start.addEventListener("click", async () => {
    box.hidden = false;
    words.textContent = told;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } });
      video.srcObject = stream;
      await video.play();
      look(new BarcodeDetector({ formats: ["qr_code"] }));
    } catch {
      words.textContent = words.dataset.denied;
    }
  });
  form.querySelector("[data-camera-stop]").addEventListener("click", stop);
  addEventListener("pagehide", stop);
})();
