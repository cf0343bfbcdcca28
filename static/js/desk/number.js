// Keys for a personal number, large enough for a finger; then back to the code by itself.
function press(input, value) {
  input.value = value === "back" ? input.value.slice(0, -1) : (input.value + value).slice(0, 6);
}

function offerKeys(form) {
  const input = form.elements.namedItem("number");
  const keys = form.querySelector("[data-number-keys]");
  // These keys stand in for those of the tablet.
  input.inputMode = "none";
  keys.hidden = false;
  keys.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    if (key) press(input, key.value);
  });
}

export function takeNumber(desk) {
  const form = desk.querySelector("[data-number]");
  if (form) offerKeys(form);
  let back;
  const wait = () => {
    clearTimeout(back);
    back = setTimeout(() => location.replace(desk.dataset.back), Number(desk.dataset.backIn) * 1000);
  };
  wait();
  // Whoever is still typing is not sent away.
  for (const sign of ["pointerdown", "keydown"]) desk.addEventListener(sign, wait);
}
