import { expect, test } from "vitest";
import { moveAddress } from "./address";

test("the address names both organisations", () => {
  expect(moveAddress("/o/{code}/move", "d-cg", "d water")).toBe("/o/d-cg/move?parent=d%20water");
});
