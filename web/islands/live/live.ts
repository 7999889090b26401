import { words } from "../words";
import { isTyped, readChange, waitMs } from "./changes";

/** Several changes within this time are fetched once. */
const gatherMs = 800;

const changed = new Set<string>();
let bar: HTMLElement | null = null;
let timer: number | undefined;

function isBusy(part: Element): boolean {
  return part.contains(document.activeElement)
    || [...part.querySelectorAll("form")].some(isTyped);
}

/** Puts the server's newer version of each `[data-live-part]` in place, leaving alone what the
 * person is working in unless they asked. True when everything is up to date. */
async function refresh(asked: boolean): Promise<boolean> {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let whole = true;
  for (const part of document.querySelectorAll<HTMLElement>("[data-live-part]")) {
    const name = CSS.escape(part.dataset["livePart"] ?? "");
    const newer = page.querySelector(`[data-live-part="${name}"]`);
    const typed = [...part.querySelectorAll("form")].some(isTyped);
    if (newer === null || typed || (!asked && isBusy(part))) {
      whole = false;
    } else {
      part.replaceChildren(...newer.childNodes);
    }
  }
  return whole;
}

function hideBar(): void {
  changed.clear();
  bar?.remove();
  bar = null;
}

function showBar(): void {
  if (bar === null) {
    bar = document.createElement("div");
    bar.className = "live-bar";
    bar.setAttribute("role", "status");
    const text = document.createElement("span");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = words("refresh");
    button.addEventListener("click", () => {
      refresh(true).then((whole) => { if (whole) hideBar(); }, showBar);
    });
    bar.append(text, button);
    document.body.append(bar);
  }
  bar.firstElementChild!.textContent = words("changes", changed.size);
}

async function bringUpToDate(): Promise<void> {
  // A map beside the list asks for its tiles anew.
  document.dispatchEvent(new Event("cl-changed"));
  // A case on the page is brought up to date in place; a list would jump under the reader's eyes.
  const shown = [...document.querySelectorAll<HTMLElement>("[data-live-case]")]
    .some((element) => changed.has(element.dataset["liveCase"] ?? ""));
  if (shown && (await refresh(false).catch(() => false))) {
    hideBar();
  } else {
    showBar();
  }
}

function hear(data: string): void {
  const change = readChange(data);
  if (change === null) return;
  const shown = document.querySelector(`[data-live-case="${CSS.escape(change.number)}"]`);
  if (shown === null && document.querySelector("[data-live-list]") === null) return;
  changed.add(change.number);
  clearTimeout(timer);
  timer = setTimeout(() => void bringUpToDate(), gatherMs);
}

function listen(failures: number): void {
  const events = new EventSource("/events");
  let failed = failures;
  events.addEventListener("open", () => { failed = 0; });
  events.addEventListener("message", ({ data }) => hear(String(data)));
  events.addEventListener("case", (event) => hear(String((event as MessageEvent).data)));
  events.addEventListener("error", () => {
    // The browser tries again by itself while the line is only broken, not when it was refused.
    if (events.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(failed + 1), waitMs(failed + 1));
  });
  addEventListener("pagehide", () => events.close(), { once: true });
}

if (document.querySelector("[data-live-case], [data-live-list]") !== null) listen(0);
