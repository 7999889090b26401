import { expect, test } from "vitest";
import { readChange, waitMs } from "./changes";

test("each failure waits twice as long, up to a minute", () => {
  expect([1, 2, 3, 20].map(waitMs)).toEqual([2_000, 4_000, 8_000, 60_000]);
});

test("a message about a case names it", () => {
  expect(readChange('{"number":"530102-20261124-00042","state":"Closed"}'))
    .toEqual({ number: "530102-20261124-00042" });
});

test("a message about nothing changes nothing", () => {
  expect(readChange("ping")).toBeNull();
  expect(readChange("null")).toBeNull();
  expect(readChange("{}")).toBeNull();
});
