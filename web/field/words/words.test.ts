import { expect, it } from "vitest";
import en from "./en.json";
import zh from "./zh.json";

it("says everything in both languages, with the same places to fill", () => {
  const places = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();
  expect(Object.keys(en)).toEqual(Object.keys(zh));
  for (const [key, text] of Object.entries(zh)) {
    expect(places(en[key as keyof typeof en]), key).toEqual(places(text));
  }
});
