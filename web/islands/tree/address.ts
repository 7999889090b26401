/** The page that explains moving one organisation below another. */
export function moveAddress(pattern: string, code: string, parent: string): string {
  return pattern.replace("{code}", encodeURIComponent(code))
    + `?parent=${encodeURIComponent(parent)}`;
}
