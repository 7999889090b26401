/** Buttons that count (`button[data-tap=ID]`) change their number at once; without script they send
 * the form and the page comes back with the number changed. */
export function tapped(value: string, step: string): string {
  const now = Number.parseInt(value, 10) || 0;
  return step === "0" ? "0" : String(Math.max(0, now + Number.parseInt(step, 10)));
}

export function countTaps(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-tap]");
    const input = button && document.getElementById(button.dataset["tap"] ?? "");
    if (button && input instanceof HTMLInputElement) {
      event.preventDefault();
      input.value = tapped(input.value, button.dataset["step"] ?? "1");
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}
