/** Boxes before the rows of a list: how many are chosen, all at once, and from one to another. */

/** The positions from one to another, whichever comes first. */
export function between(one: number, other: number): number[] {
  const first = Math.min(one, other);
  return Array.from({ length: Math.abs(one - other) + 1 }, (_, n) => first + n);
}

export function boxesOf(form: HTMLElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('[data-row] input[type="checkbox"]')];
}

let last: HTMLInputElement | null = null;

/** Sets a box; with `many` also all boxes from the last one that was set. */
export function choose(box: HTMLInputElement, checked: boolean, many: boolean): void {
  const form = box.form;
  if (form === null) return;
  const boxes = boxesOf(form);
  const from = last === null ? -1 : boxes.indexOf(last);
  if (many && from >= 0) {
    for (const n of between(from, boxes.indexOf(box))) boxes[n]!.checked = checked;
  } else {
    box.checked = checked;
  }
  last = box;
  count(form);
}

function count(form: HTMLElement): void {
  const boxes = boxesOf(form);
  const chosen = boxes.filter((box) => box.checked).length;
  const shown = form.querySelector("[data-chosen]");
  if (shown !== null) shown.textContent = chosen === 0 ? "" : `(${chosen})`;
  boxes.forEach((box) => box.closest("[data-row]")?.classList.toggle("chosen", box.checked));
  const all = form.querySelector<HTMLInputElement>("[data-choose-all] input");
  if (all !== null) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
}

/** Listens on the whole page, because a list may be brought up to date in place. */
export function chooseRows(): void {
  document.querySelectorAll<HTMLElement>("[data-choose-all]").forEach((one) => {
    one.hidden = false;
  });
  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    if (box.closest("[data-choose-all]") !== null && box.form !== null) {
      boxesOf(box.form).forEach((one) => { one.checked = box.checked; });
      count(box.form);
    } else if (box.closest("[data-row]") !== null) {
      choose(box, box.checked, event.shiftKey);
    }
  });
  document.querySelectorAll<HTMLElement>("form[data-choose]").forEach(count);
}
