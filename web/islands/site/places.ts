/** Looks up an address on this page; without script the button sends the form for it. */

interface Found {
  readonly name: string;
  readonly within?: string;
  readonly lat: number;
  readonly lon: number;
  readonly isArea: boolean;
}

export function findPlaces(): void {
  document.querySelectorAll<HTMLElement>("[data-places]").forEach((place) => {
    const button = place.querySelector<HTMLButtonElement>("button[name=find]");
    const answer = place.querySelector<HTMLElement>(".found-places");
    const [address, lat, lon] = ["address", "lat", "lon"]
      .map((key) => document.getElementById(place.dataset[key] ?? ""));
    if (button === null || answer === null || !(address instanceof HTMLInputElement)
      || !(lat instanceof HTMLInputElement) || !(lon instanceof HTMLInputElement)) return;
    const choose = (found: Found): void => {
      lat.value = found.lat.toFixed(6);
      lon.value = found.lon.toFixed(6);
      lat.dispatchEvent(new Event("input", { bubbles: true }));
    };
    button.addEventListener("click", (event) => {
      if (address.value.trim() === "") return; // the form itself says what is missing
      event.preventDefault();
      look(place.dataset["places"] ?? "", address.value).then(
        (found) => {
          if (found.length === 0) {
            // The server tells it in its words, with everything typed.
            button.form?.requestSubmit(copyOf(button));
            return;
          }
          show(place, answer, found, choose);
        },
        () => button.form?.requestSubmit(copyOf(button)));
    });
  });
}

// The same button without this listener, so that pressing it does send the form.
function copyOf(button: HTMLButtonElement): HTMLButtonElement {
  const copy = button.cloneNode(true) as HTMLButtonElement;
  copy.hidden = true;
  button.after(copy);
  return copy;
}

async function look(address: string, words: string): Promise<readonly Found[]> {
  const answer = await fetch(`${address}?${new URLSearchParams({ words: words.slice(0, 300) })}`);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return ((await answer.json()) as { items: Found[] }).items;
}

function show(
  place: HTMLElement, answer: HTMLElement, found: readonly Found[], choose: (one: Found) => void,
): void {
  const title = document.createElement("p");
  title.textContent = place.dataset["title"] ?? "";
  const buttons = found.map((one) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = one.name;
    const rest = [one.within, one.isArea ? place.dataset["area"] : undefined]
      .filter((part) => part !== undefined);
    if (rest.length > 0) {
      const more = document.createElement("span");
      more.className = "text-secondary";
      more.textContent = ` · ${rest.join(" · ")}`;
      button.append(more);
    }
    button.addEventListener("click", () => {
      choose(one);
      buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    });
    return button;
  });
  answer.replaceChildren(title, ...buttons);
}
