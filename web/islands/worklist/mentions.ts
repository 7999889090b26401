/** Offers whom a note may mention once "@" was typed; what is typed by hand works as well. */

interface Mentioned {
  readonly word: string;
  readonly name: string;
}

/** What was typed after the last "@" before the cursor; null where none is being typed. */
export function asked(text: string, at: number): string | null {
  return /@([^\s@，。、；,;]{0,30})$/u.exec(text.slice(0, at))?.[1] ?? null;
}

/** A pause of this length means somebody looks at the list. */
const pauseMs = 200;

export function offerMentions(): void {
  document.querySelectorAll<HTMLElement>("[data-mentions]").forEach((place) => {
    const field = place.closest("form")?.querySelector<HTMLTextAreaElement>("textarea");
    if (field === null || field === undefined) return;
    let timer: number | undefined;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => void offer(place, field), pauseMs);
    });
  });
}

async function offer(place: HTMLElement, field: HTMLTextAreaElement): Promise<void> {
  const words = asked(field.value, field.selectionStart);
  if (words === null) {
    place.replaceChildren();
    return;
  }
  const answer = await fetch(`${place.dataset["mentions"]}?q=${encodeURIComponent(words)}`)
    .catch(() => null);
  if (answer === null || !answer.ok) return;
  const found = ((await answer.json()) as { items: Mentioned[] }).items;
  place.replaceChildren(...found.map((one) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = `@${one.word} ${one.name}`;
    button.addEventListener("click", () => {
      const at = field.selectionStart;
      const start = at - words.length;
      field.value = `${field.value.slice(0, start)}${one.word} ${field.value.slice(at)}`;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
      place.replaceChildren();
    });
    return button;
  }));
}
