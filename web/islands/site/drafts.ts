/** Keeps what was typed into `form[data-draft]` until a page without failure follows its post. */

/** Older drafts are thrown away: a shared computer should not remember for ever. */
const keptDaysMax = 7;
const dayMs = 24 * 60 * 60 * 1000;
const prefix = "civicloop-draft:";
const sentKey = "civicloop-draft-sent";

export interface Draft {
  readonly at: number;
  readonly values: Readonly<Record<string, string>>;
}

/** Null where the text is no draft of ours or is too old. */
export function readDraft(text: string | null, now: number): Draft | null {
  if (text === null) return null;
  try {
    const draft = JSON.parse(text) as Partial<Draft>;
    return typeof draft.at === "number" && typeof draft.values === "object"
      && now - draft.at < keptDaysMax * dayMs ? (draft as Draft) : null;
  } catch {
    return null;
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("input, textarea, select")].filter((field) =>
    // Pages write the attribute on every field, empty where a draft is wanted.
    field.name !== "" && field.dataset["noDraft"] !== "true"
    && !["password", "file", "hidden", "submit", "button"].includes(field.type));
}

function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of fieldsOf(form)) {
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      if (field.checked) values[`${field.name}=${field.value}`] = "on";
    } else if (field.value !== "") {
      values[field.name] = field.value;
    }
  }
  return values;
}

/** What the server sent back wins: only fields still empty are filled. */
function restore(form: HTMLFormElement, draft: Draft): void {
  for (const field of fieldsOf(form)) {
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      field.checked ||= draft.values[`${field.name}=${field.value}`] === "on";
    } else if (field.value === "") {
      const kept = draft.values[field.name];
      if (kept !== undefined) field.value = kept;
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

export function keepDrafts(now: () => number): void {
  try {
    forgetSent();
    document.querySelectorAll<HTMLFormElement>("form[data-draft]").forEach((form) => {
      const key = prefix + (form.dataset["draft"] ?? "");
      const draft = readDraft(localStorage.getItem(key), now());
      if (draft !== null) restore(form, draft);
      form.addEventListener("input", () => {
        localStorage.setItem(key, JSON.stringify({ at: now(), values: valuesOf(form) }));
      });
      form.addEventListener("submit", () => sessionStorage.setItem(sentKey, key));
    });
  } catch {
    // Storage is forbidden in some private windows; the form works without it.
  }
}

// Sent and answered by a page that is neither a failure nor the same form with its problems.
function forgetSent(): void {
  const key = sessionStorage.getItem(sentKey);
  if (key === null) return;
  const again = [...document.querySelectorAll<HTMLFormElement>("form[data-draft]")]
    .some((form) => prefix + (form.dataset["draft"] ?? "") === key);
  const unsent = document.body.dataset["failed"] === "true"
    || document.querySelector("[data-session-ended]") !== null;
  // A form that stays on its page says by the address that it was taken.
  const done = new URLSearchParams(location.search).get("done") === "true";
  if (done || (!again && !unsent)) localStorage.removeItem(key);
  sessionStorage.removeItem(sentKey);
}
