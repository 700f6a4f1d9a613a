// A real phone is told at once; this one looks every second whether something else is asked now.
const shown = document.querySelector("main").dataset.asked;
setInterval(async () => {
  const answer = await fetch(`${location.pathname}/dang-hoi`);
  if (answer.ok && (await answer.text()) !== shown) location.assign(location.pathname);
}, 1000);
