import { words } from "../words";

/** Longer than this and a person thinks that nothing happens. */
const patienceMs = 6_000;

async function isThere(): Promise<boolean> {
  try {
    // Any answer at all shows that the form would arrive.
    await fetch("/health/live", {
      method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(patienceMs),
    });
    return true;
  } catch {
    return false;
  }
}

function tell(form: HTMLFormElement, away: boolean): void {
  let note = form.querySelector<HTMLElement>("[data-unreachable]");
  if (!away) {
    note?.remove();
    return;
  }
  if (note === null) {
    note = document.createElement("p");
    note.className = "field-problem";
    note.dataset["unreachable"] = "";
    note.setAttribute("role", "alert");
    form.append(note);
  }
  // Set anew, so that a second try is spoken again.
  note.textContent = words("unreachable");
  note.scrollIntoView({ block: "nearest" });
}

/** A form with a draft leaves its page only if the server answers: on a bad network the browser's
 * own error page would take the place of what was typed. */
export function sendWithinReach(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !("draft" in form.dataset)
      || form.method !== "post" || event.defaultPrevented || form.dataset["reached"] === "true") {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    form.setAttribute("aria-busy", "true");
    const pressed = event.submitter;
    void isThere().then((there) => {
      form.removeAttribute("aria-busy");
      tell(form, !there);
      if (!there) return;
      form.dataset["reached"] = "true";
      form.requestSubmit(pressed instanceof HTMLElement ? pressed : null);
      delete form.dataset["reached"];
    });
  }, { capture: true });
}
