import { choose } from "./choose";

/** What a key means on the console's pages; null while somebody types. */
export type Meaning = "next" | "previous" | "choose" | "chooseMany" | "act" | "find" | "help"
  | "nextCase" | "leave" | "send" | { readonly step: number };

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export function meaningOf(pressed: Pressed, isTyping: boolean): Meaning | null {
  const { key } = pressed;
  if (key === "Enter" && (pressed.ctrlKey || pressed.metaKey)) return "send";
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  if (isTyping) return key === "Escape" ? "leave" : null;
  switch (key) {
    case "j": return "next";
    case "k": return "previous";
    case "x": return "choose";
    case "X": return "chooseMany";
    case "a": return "act";
    case "n": return "nextCase";
    case "/": return "find";
    case "?": return "help";
    default: return /^[1-9]$/.test(key) ? { step: Number(key) } : null;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
    || (target instanceof HTMLInputElement
      && !["checkbox", "radio", "button", "submit"].includes(target.type))
    || (target instanceof HTMLElement && target.isContentEditable);
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")];
}

function here(): number {
  return rows().findIndex((row) => row.contains(document.activeElement));
}

/** Goes to another row; true where there was one. */
function move(by: number): boolean {
  const all = rows();
  if (all.length === 0) return false;
  const at = here();
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1)
    : Math.min(all.length - 1, Math.max(0, at + by));
  const link = all[next]?.querySelector<HTMLElement>("a");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
  return true;
}

function chooseHere(many: boolean): boolean {
  const box = rows()[here()]?.querySelector<HTMLInputElement>('input[type="checkbox"]');
  if (box === undefined || box === null) return false;
  choose(box, many || !box.checked, many);
  return true;
}

/** Acts on the chosen cases, on the one at hand where none is chosen, or goes to the main step. */
function act(): boolean {
  const form = document.querySelector<HTMLFormElement>("form[data-choose]");
  if (form === null) return goToStep(1);
  const chosen = form.querySelector('[data-row] input[type="checkbox"]:checked') !== null;
  if (!chosen && !chooseHere(false)) return false;
  form.requestSubmit();
  return true;
}

function goToStep(n: number): boolean {
  const form = document.querySelectorAll<HTMLFormElement>("form[data-step]")[n - 1];
  if (form === undefined) return false;
  const details = form.closest("details");
  if (details !== null) details.open = true;
  const field = form.querySelector<HTMLElement>(
    "textarea, select, input:not([type=hidden]), button");
  (form.querySelector<HTMLElement>("textarea") ?? field)?.focus();
  form.scrollIntoView({ block: "center" });
  return true;
}

function help(): boolean {
  const foot = document.querySelector<HTMLDetailsElement>(".keys-foot");
  const keys = document.getElementById("keys");
  if (foot === null || keys === null) return false;
  const open = document.querySelector<HTMLDialogElement>("dialog.keys-help");
  if (open !== null) {
    open.close();
    return true;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "keys-help";
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = foot.querySelector("summary")?.textContent ?? "";
  dialog.setAttribute("aria-labelledby", title.id);
  const copy = keys.cloneNode(true) as HTMLElement;
  copy.removeAttribute("id");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn";
  close.textContent = document.getElementById("words")?.dataset["close"] ?? "×";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(title, copy, close);
  document.body.append(dialog);
  dialog.showModal();
  return true;
}

function follow(selector: string): boolean {
  const link = document.querySelector<HTMLElement>(selector);
  link?.click();
  return link !== null;
}

function obey(meaning: Meaning, target: EventTarget | null): boolean {
  if (typeof meaning === "object") return goToStep(meaning.step);
  switch (meaning) {
    case "next": return move(1);
    case "previous": return move(-1);
    case "choose": return chooseHere(false);
    case "chooseMany": return chooseHere(true);
    case "act": return act();
    case "nextCase": return follow("[data-next-case]");
    case "find": {
      const field = document.getElementById("find-number");
      field?.focus();
      return field !== null;
    }
    case "help": return help();
    case "leave": {
      if (target instanceof HTMLElement) target.blur();
      return true;
    }
    case "send": {
      const form = target instanceof HTMLElement ? target.closest("form") : null;
      if (form === null || form.method !== "post") return false;
      form.requestSubmit();
      return true;
    }
  }
}

export function listenToKeys(): void {
  document.addEventListener("keydown", (event) => {
    // Signs still being composed (Chinese input) are not keys.
    if (event.isComposing || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]:not(.keys-help)") !== null) return;
    const meaning = meaningOf(event, isTyping(event.target));
    if (meaning !== null && obey(meaning, event.target)) event.preventDefault();
  });
}
