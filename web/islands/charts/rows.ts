/** A row of a chart's table, as the page's cells say it: the chart draws what the table tells. */
export interface Row {
  readonly x: string;
  readonly code: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly middle: number | null;
  readonly tone: string;
  readonly signal: boolean;
  readonly href: string;
}

/** A number of an attribute; null where it is missing or empty. */
export function number(text: string | undefined): number | null {
  if (text === undefined || text === "") return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** What a row's attributes say. */
export function readRow(data: Readonly<Record<string, string | undefined>>): Row {
  return {
    x: data["x"] ?? "",
    code: data["code"] ?? "",
    value: number(data["value"]),
    low: number(data["low"]),
    high: number(data["high"]),
    middle: number(data["middle"]),
    tone: data["tone"] ?? "",
    signal: data["signal"] === "true",
    href: data["href"] ?? "",
  };
}

/** A value as the chart writes it. */
export function show(value: number, percent: boolean): string {
  if (percent) return `${(value * 100).toFixed(1)}%`;
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
}

/** Where an axis of shares begins, so that weeks between 90 % and 100 % can be told apart and a bar
 * is never cut: only lines begin above zero. */
export function leastOf(rows: readonly Row[], percent: boolean): number {
  if (!percent) return 0;
  const all = rows.flatMap((row) => [row.value, row.low]).filter((one) => one !== null);
  const least = Math.min(1, ...all);
  return Math.max(0, Math.floor(least * 10) / 10);
}
