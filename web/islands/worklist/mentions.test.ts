import { expect, test } from "vitest";
import { asked } from "./mentions";

test("a name is asked for while it is typed after @", () => {
  expect(asked("请 @wuhua", 8)).toBe("wuhua");
  expect(asked("@", 1)).toBe("");
  expect(asked("@wuhua please", 13)).toBeNull();
  expect(asked("no sign", 7)).toBeNull();
});
