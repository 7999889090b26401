import { expect, test } from "vitest";
import { complete } from "./passkey";

test("a credential without extension results gets empty ones", () => {
  expect(complete({ id: "a" })).toEqual({ id: "a", clientExtensionResults: {} });
});

test("extension results that are there stay as they are", () => {
  const json = { id: "a", clientExtensionResults: { credProps: { rk: true } } };
  expect(complete(json)).toEqual(json);
});
