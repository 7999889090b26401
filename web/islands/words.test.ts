import { expect, test } from "vitest";
import { fill } from "./words";

test("values stand where the pattern names them", () => {
  expect(fill("{1} of {0}", [3, "2"])).toBe("2 of 3");
});

test("a place without a value stays readable", () => {
  expect(fill("{0} and {1}", ["one"])).toBe("one and {1}");
});
