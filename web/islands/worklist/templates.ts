/** Puts a ready sentence into the field of its step where the cursor stands; without script the
 * link opens the page with the sentence in the field. */

/** The text with a sentence put between what stands before and after the cursor. */
export function insert(text: string, from: number, to: number, words: string): string {
  const before = text.slice(0, from);
  const gap = before === "" || /\s$/.test(before) || /^\p{Script=Han}/u.test(words) ? "" : " ";
  return before + gap + words + text.slice(to);
}

export function insertTemplates(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element
      ? event.target.closest<HTMLElement>("[data-template]") : null;
    const form = link?.closest("form") ?? null;
    const field = form?.querySelector<HTMLTextAreaElement>('textarea[name="words"]') ?? null;
    if (link === null || form === null || field === null) return;
    event.preventDefault();
    field.value = insert(
      field.value, field.selectionStart, field.selectionEnd, link.dataset["words"] ?? "");
    const used = form.querySelector<HTMLInputElement>('input[name="template"]');
    if (used !== null) used.value = link.dataset["template"] ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}
