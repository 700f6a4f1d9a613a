// Warns five minutes before the session ends; one press keeps it.
(() => {
  const seconds = Number(document.body.dataset.session);
  const words = document.getElementById("session-words");
  if (!seconds || !words) return;
  let ends = Date.now() + seconds * 1000;
  const check = () => {
    words.hidden = Date.now() < ends - 300000;
  };
  words.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(words.action, { method: "POST", body: new FormData(words) });
    if (answer.ok) ends = Date.now() + seconds * 1000;
    check();
  });
  setInterval(check, 30000);
})();
