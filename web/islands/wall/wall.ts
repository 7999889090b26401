/** Shows the panels of the wall one after the other and keeps their numbers fresh. Without script,
 * and for who asks for little motion, all panels stand below each other. */
const turnMs = 20_000;
const freshMs = 60_000;

const wall = document.querySelector<HTMLElement>("[data-wall]");
const pause = wall?.querySelector<HTMLButtonElement>("[data-wall-pause]") ?? null;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let shown = 0;
let paused = false;

function turn(): void {
  const panels = wall?.querySelectorAll<HTMLElement>(".wall-panel") ?? [];
  const alone = !calm.matches && !paused;
  wall?.classList.toggle("wall-turning", alone);
  for (const [n, panel] of [...panels].entries()) {
    panel.hidden = alone && n !== shown % panels.length;
  }
}

async function freshen(): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll<HTMLElement>("[data-wall-part]")) {
    const name = CSS.escape(part.dataset["wallPart"] ?? "");
    const newer = page.querySelector(`[data-wall-part="${name}"]`);
    if (newer !== null) part.replaceChildren(...newer.childNodes);
  }
}

if (wall !== null && pause !== null) {
  pause.hidden = calm.matches;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.textContent = (paused ? pause.dataset["go"] : pause.dataset["stop"]) ?? "";
    turn();
  });
  calm.addEventListener("change", () => {
    pause.hidden = calm.matches;
    turn();
  });
  turn();
  setInterval(() => {
    if (!paused) shown += 1;
    turn();
  }, turnMs);
  setInterval(() => { void freshen().catch(() => undefined); }, freshMs);
}
