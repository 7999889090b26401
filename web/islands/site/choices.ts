/** Completes a field from a list too long to send: what was typed is looked up and offered. Without
 * script the first of the list are offered, and a code may be typed. */

interface Choice {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly retiredAt?: string | null;
}

/** A pause of this length means somebody looks at the list. */
const pauseMs = 200;

const shownMax = 20;

/** What is worth asking for; null for nothing typed and for what was just chosen. */
export function asked(value: string, offered: readonly string[]): string | null {
  const words = value.trim();
  return words === "" || offered.includes(words) ? null : words.slice(0, 60);
}

export function offerChoices(): void {
  document.querySelectorAll<HTMLDataListElement>("datalist[data-choices]").forEach((list) => {
    const first = [...list.children];
    document.querySelectorAll<HTMLInputElement>(`input[list="${list.id}"]`).forEach((field) => {
      let timer: number | undefined;
      field.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => void offer(list, first, field), pauseMs);
      });
    });
  });
}

async function offer(
  list: HTMLDataListElement, first: readonly Element[], field: HTMLInputElement,
): Promise<void> {
  if (field.value.trim() === "") {
    list.replaceChildren(...first);
    return;
  }
  const words = asked(field.value, [...list.options].map((one) => one.value));
  if (words === null) return;
  const query = new URLSearchParams({ q: words, limit: String(shownMax) });
  const answer = await fetch(`${list.dataset["choices"]}?${query}`).catch(() => null);
  if (answer === null || !answer.ok) return;
  const found = ((await answer.json()) as { items: Choice[] }).items;
  const zh = document.documentElement.lang.startsWith("zh");
  list.replaceChildren(
    ...first.filter((one) => one instanceof HTMLOptionElement && one.hasAttribute("data-word")),
    ...found.filter((one) => one.retiredAt === undefined || one.retiredAt === null).map((one) => {
      const option = document.createElement("option");
      option.value = one.code;
      option.textContent = zh ? one.name.zh : one.name.en;
      return option;
    }));
}
