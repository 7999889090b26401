import { describe, expect, it } from "vitest";
import { leastOf, readRow, show } from "./rows";

describe("rows of a chart's table", () => {
  it("reads what is there and leaves out what is not", () => {
    const row = readRow({ x: "2026-11-16", value: "0.937", low: "", signal: "true" });
    expect(row).toMatchObject({ x: "2026-11-16", value: 0.937, low: null, signal: true });
    expect(readRow({ value: "much" }).value).toBeNull();
  });

  it("writes shares in per cent and counts whole", () => {
    expect(show(0.937, true)).toBe("93.7%");
    expect(show(12, false)).toBe("12");
    expect(show(1.234, false)).toBe("1.23");
  });

  it("begins an axis of shares below the least of them, and of counts at zero", () => {
    const rows = [readRow({ value: "0.95", low: "0.88" }), readRow({ value: "" })];
    expect(leastOf(rows, true)).toBe(0.8);
    expect(leastOf(rows, false)).toBe(0);
    expect(leastOf([], true)).toBe(1);
  });
});
