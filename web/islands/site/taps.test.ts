import { expect, test } from "vitest";
import { tapped } from "./taps";

test("a tap counts one, from nothing too", () => {
  expect(tapped("", "1")).toBe("1");
  expect(tapped("4", "1")).toBe("5");
});

test("a count never falls below nothing", () => {
  expect(tapped("0", "-1")).toBe("0");
});

test("nought says that nothing was seen", () => {
  expect(tapped("", "0")).toBe("0");
});
