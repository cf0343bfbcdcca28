// What htmx could not do is said, never swallowed.
function sayNoSignal(isOut) {
  const bar = document.getElementById("no-signal");
  if (bar) bar.hidden = !isOut;
}

// A form that a script sends says nothing of the button that was pressed: it is said beside it.
function sendPlainly(form, pressed) {
  const said = document.createElement("input");
  Object.assign(said, { type: "hidden", name: pressed?.name ?? "", value: pressed?.value ?? "" });
  form.append(said);
  form.submit();
  said.remove();
}

export function tellWhatFailed() {
  for (const failed of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failed, (event) => {
      sayNoSignal(true);
      const isForm = event.detail.elt instanceof HTMLFormElement;
      const unsent = document.querySelector("#no-signal [data-unsent]");
      if (isForm && unsent) unsent.hidden = false;
    });
  }
  // An answer of this phone's own, "it waits", is no sign of signal.
  document.addEventListener("htmx:afterOnLoad", (event) =>
    sayNoSignal(event.detail.xhr.getResponseHeader("HX-Trigger") === "waits"),
  );
  document.addEventListener("htmx:beforeSwap", (event) => {
    // A refusal that explains itself is an answer to show.
    if (event.detail.xhr.status === 422) Object.assign(event.detail, { shouldSwap: true, isError: false });
  });
  document.addEventListener("htmx:responseError", (event) => {
    // Sent again as a plain form: its key makes that harmless, and its answer is a whole page.
    const { elt: form, requestConfig } = event.detail;
    if (form instanceof HTMLFormElement) sendPlainly(form, requestConfig.triggeringEvent?.submitter);
  });
  if (location.pathname === "/offline" && location.search) {
    const said = document.querySelector(`[data-when="${location.search.slice(1)}"]`);
    if (said) said.hidden = false;
  }
}
