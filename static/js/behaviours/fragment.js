// A code behind the "#" never reaches a server log. Here it is put where it belongs.
const INVITATION = /^[\w-]{20,64}$/;
const CHECK_IN = /^\d{6}$/;

function fill(form, value) {
  history.replaceState(null, "", location.pathname);
  form.elements.namedItem("code").value = value;
}

export function fillFromFragment() {
  const value = location.hash.slice(1);
  const invitation = document.querySelector("form[data-invitation]");
  const typed = document.querySelector("[data-scanned]");
  const checkIn = document.querySelector("form[data-code-form]");
  if (invitation && INVITATION.test(value)) {
    fill(invitation, value);
    // Looking at an invitation burns nothing.
    invitation.requestSubmit();
  } else if (checkIn && CHECK_IN.test(value)) {
    // A check-in is never recorded by itself.
    fill(checkIn, value);
  } else if (typed && CHECK_IN.test(value)) {
    // Nobody is signed in here: the code is shown, for the app to type it in, and not sent.
    history.replaceState(null, "", location.pathname);
    typed.querySelector("b").textContent = `${value.slice(0, 3)} ${value.slice(3)}`;
    typed.hidden = false;
  }
}
