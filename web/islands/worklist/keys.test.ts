import { expect, test } from "vitest";
import { meaningOf } from "./keys";

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test("keys move, choose, act and open steps", () => {
  expect(meaningOf({ ...plain, key: "j" }, false)).toBe("next");
  expect(meaningOf({ ...plain, key: "X" }, false)).toBe("chooseMany");
  expect(meaningOf({ ...plain, key: "3" }, false)).toEqual({ step: 3 });
  expect(meaningOf({ ...plain, key: "q" }, false)).toBeNull();
});

test("keys rest while somebody types, but for leaving and sending", () => {
  expect(meaningOf({ ...plain, key: "j" }, true)).toBeNull();
  expect(meaningOf({ ...plain, key: "Escape" }, true)).toBe("leave");
  expect(meaningOf({ ...plain, key: "Enter", ctrlKey: true }, true)).toBe("send");
});

test("the browser's own keys stay the browser's", () => {
  expect(meaningOf({ ...plain, key: "k", ctrlKey: true }, false)).toBeNull();
  expect(meaningOf({ ...plain, key: "a", metaKey: true }, false)).toBeNull();
});
