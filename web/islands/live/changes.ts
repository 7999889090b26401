/** Pure parts of the live view. */

export interface Change {
  readonly number: string;
}

const waitMsMin = 2_000;
const waitMsMax = 60_000;

/** How long to wait before asking a server that closed the line again. */
export function waitMs(failures: number): number {
  return Math.min(waitMsMax, waitMsMin * 2 ** Math.max(0, failures - 1));
}

/** The case a message is about; null for anything else. */
export function readChange(data: string): Change | null {
  try {
    const change = JSON.parse(data) as { number?: unknown } | null;
    return typeof change?.number === "string" ? { number: change.number } : null;
  } catch {
    return null;
  }
}

/** True when something in the form differs from what the server sent. */
export function isTyped(form: HTMLFormElement): boolean {
  return [...form.elements].some((field) =>
    field instanceof HTMLTextAreaElement ? field.value !== field.defaultValue
    : field instanceof HTMLInputElement && field.type !== "hidden"
      ? field.value !== field.defaultValue || field.checked !== field.defaultChecked
    : false);
}
