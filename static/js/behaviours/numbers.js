// The numbers on Help now that are somebody's own. The page itself is the same for everybody
// and asks nobody: the program's on-call number and the house's phone stand on this phone since
// its person last opened Today, and whom they trust was never anywhere else.
const KEPT = "dayline-numbers";
const TRUSTED = "dayline-trusted";

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

function write(name, value) {
  try {
    if (value) localStorage.setItem(name, JSON.stringify(value));
    else localStorage.removeItem(name);
  } catch {
    // Storage is switched off: this phone keeps nothing.
  }
}

export function forgetNumbers() {
  write(KEPT, null);
  write(TRUSTED, null);
}

function take() {
  const { person, ownPhone } = document.body.dataset;
  const isMine = person && ownPhone !== undefined;
  if (location.pathname === "/sign-in" || (person && read(KEPT).person !== person)) write(KEPT, null);
  const { person: whose = "", name, phone } = read(TRUSTED);
  // Whoever wrote it down before signing in is the one who signs in next, on their own phone.
  if (isMine && phone && !whose) write(TRUSTED, { person, name, phone });
  else if (person && !(isMine && whose === person)) write(TRUSTED, null);
  const brought = document.querySelector("[data-own-numbers]");
  if (isMine && brought) write(KEPT, { person, program: brought.dataset.program, house: brought.dataset.house });
}

const dialled = (phone) => `tel:${phone.replace(/[^\d+]/g, "")}`;

function put(call, phone, name) {
  call.hidden = !phone;
  if (!phone) return;
  call.href = dialled(phone);
  call.querySelector("[data-phone]").textContent = phone;
  if (name) call.querySelector("[data-name]").textContent = name;
}

function show(own) {
  const { program, house } = read(KEPT);
  const trusted = read(TRUSTED);
  const numbers = { program: [program], house: [house], trusted: [trusted.phone, trusted.name] };
  for (const call of own.querySelectorAll("[data-number]")) {
    const [phone, name] = numbers[call.dataset.number];
    // What the server wrote into the page is as good.
    if (phone || call.dataset.number === "trusted") put(call, phone, name);
  }
  own.querySelector("[data-trusted-there]").hidden = !trusted.phone;
  own.querySelector("[data-trusted-form]").hidden = Boolean(trusted.phone);
  own.querySelector("[data-own-here]").hidden = false;
  own.hidden = false;
  document.querySelector("[data-own-elsewhere]").hidden = true;
}

function offerTrusted(own) {
  const form = own.querySelector("[data-trusted-form] form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [name, phone] = ["trusted-name", "trusted-phone"].map((id) => own.querySelector(`#${id}`).value.trim());
    write(TRUSTED, { person: read(KEPT).person ?? "", name, phone });
    form.reset();
    show(own);
    own.querySelector("[data-number=trusted]").focus();
  });
  own.querySelector("[data-trusted-remove]").addEventListener("click", () => {
    write(TRUSTED, null);
    show(own);
    own.querySelector("[data-trusted-form] summary").focus();
  });
}

export function keepNumbers() {
  take();
  const own = document.getElementById("own");
  if (!own) return;
  show(own);
  offerTrusted(own);
}
