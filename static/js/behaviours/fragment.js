// A code behind the "#" never reaches a server log. Here it is put where it belongs.
export function fillFromFragment() {
  const value = decodeURIComponent(location.hash.slice(1));
  if (!value) return;
  const invitation = document.querySelector("form[data-invitation]");
  const checkIn = document.querySelector("form[data-code-form]");
  const form = invitation ?? checkIn;
  if (!form) return;
  history.replaceState(null, "", location.pathname);
  form.elements.namedItem("code").value = value;
  // Looking at an invitation burns nothing. A check-in is never recorded by itself.
  if (invitation) form.requestSubmit();
}
