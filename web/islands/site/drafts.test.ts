import { expect, test } from "vitest";
import { readDraft } from "./drafts";

const week = 7 * 24 * 60 * 60 * 1000;
const text = JSON.stringify({ at: 1_000, values: { description: "积水" } });

test("a draft of today comes back", () => {
  expect(readDraft(text, 2_000)?.values).toEqual({ description: "积水" });
});

test("a draft older than a week is forgotten", () => {
  expect(readDraft(text, 1_000 + week)).toBeNull();
});

test("what is no draft is left alone", () => {
  expect(readDraft("{broken", 0)).toBeNull();
  expect(readDraft("{}", 0)).toBeNull();
  expect(readDraft(null, 0)).toBeNull();
});
