/** Suggests a class while somebody types: buttons that choose in the select of the form. */

/** A pause of this length means a thought ended; asking after each letter would say nothing new. */
const pauseMs = 450;

interface Suggested {
  readonly code: string;
  readonly name: string;
}

export function suggestClasses(): void {
  document.querySelectorAll<HTMLElement>("[data-suggest]").forEach((place) => {
    const words = document.getElementById(place.dataset["words"] ?? "");
    const choice = document.getElementById(place.dataset["choice"] ?? "");
    if (!(words instanceof HTMLTextAreaElement) || !(choice instanceof HTMLSelectElement)) return;
    let timer: number | undefined;
    let latest = 0;
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const mine = ++latest;
        ask(place.dataset["suggest"] ?? "", words.value, photosIn(place)).then(
          (found) => { if (mine === latest) show(place, choice, found); },
          () => { /* The select is there; a suggestion is only comfort. */ });
      }, pauseMs);
    };
    words.addEventListener("input", later);
    document.getElementById(place.dataset["photos"] ?? "")?.addEventListener("change", later);
  });
}

/** Only the names of the chosen photos: they may say what is to be seen. */
function photosIn(place: HTMLElement): readonly string[] {
  const input = document.getElementById(place.dataset["photos"] ?? "");
  return input instanceof HTMLInputElement
    ? [...(input.files ?? [])].map((file) => file.name.slice(0, 80)) : [];
}

async function ask(
  address: string, words: string, photos: readonly string[],
): Promise<readonly Suggested[]> {
  if (words.trim() === "" && photos.length === 0) return [];
  const query = new URLSearchParams({ words: words.slice(0, 600) });
  photos.forEach((name) => query.append("photos", name));
  const answer = await fetch(`${address}?${query}`);
  return answer.ok ? ((await answer.json()) as { items: Suggested[] }).items : [];
}

function show(place: HTMLElement, choice: HTMLSelectElement, found: readonly Suggested[]): void {
  const buttons = found.map(({ code, name }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = name;
    button.setAttribute("aria-pressed", String(choice.value === code));
    button.addEventListener("click", () => {
      choice.value = code;
      choice.dispatchEvent(new Event("input", { bubbles: true }));
      buttons.forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
    });
    return button;
  });
  const title = document.createElement("span");
  title.textContent = place.dataset["title"] ?? "";
  place.replaceChildren(...(buttons.length === 0 ? [] : [title, ...buttons]));
}
