/** Words an island shows: the server writes them into `#words` in the reader's language. */
export function words(name: string, ...values: readonly (string | number)[]): string {
  const pattern = document.getElementById("words")?.dataset[name] ?? "";
  return fill(pattern, values);
}

/** Puts values into {0}, {1}, … */
export function fill(pattern: string, values: readonly (string | number)[]): string {
  return pattern.replace(/\{(\d+)\}/g, (all, n: string) => String(values[Number(n)] ?? all));
}
