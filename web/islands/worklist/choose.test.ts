import { expect, test } from "vitest";
import { between } from "./choose";

test("rows are chosen from one to another whichever comes first", () => {
  expect(between(2, 5)).toEqual([2, 3, 4, 5]);
  expect(between(5, 2)).toEqual([2, 3, 4, 5]);
  expect(between(3, 3)).toEqual([3]);
});
