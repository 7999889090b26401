import { describe, expect, it } from "vitest";
import type { FieldItem, FieldSheet, FieldVisit } from "../pack/pack";
import { addLane, bodyOf, empty, gradeOf, isAnswered, openOf, say } from "./sheet";

const named = { zh: "", en: "" };
const litter: FieldItem = {
  code: "G01", name: named, ask: "Choice", need: 0, minutes: 0,
  photoReason: { zh: "有争议", en: "Disputed" },
  choices: [
    { found: 0, grade: "A", isWrong: false }, { found: 1, grade: "B", isWrong: true },
    { found: 2, grade: "C", isWrong: true },
    { found: 3, grade: "C#", isWrong: true },
  ],
};
const spots: FieldItem = {
  code: "G15", name: named, ask: "Count", need: 2, minutes: 0,
  choices: [
    { found: 0, grade: "C#", isWrong: true }, { found: 1, grade: "C", isWrong: true },
    { found: 2, grade: "A", isWrong: false },
  ],
};
const lamps: FieldItem = {
  code: "S0104", name: named, ask: "Ratio", need: 950, minutes: 0, choices: [],
};
const crossing: FieldItem = {
  code: "S0402", name: named, ask: "Crossing", need: 0, minutes: 10, choices: [],
};
const sheet: FieldSheet = {
  key: "k", kind: named, walkM: 0, stairwells: 0, items: [litter, spots, lamps, crossing],
};
const visit: FieldVisit = {
  id: "v-1", site: "S04-1", name: named, address: "", lat: 0, lon: 0, dueDay: "", sheet: "k",
};
const now = "2026-11-24T02:00:00.000Z";
const lane = { item: "S0402", lane: "东", yielded: 17, passed: 18 };

describe("a visit filled in without a network", () => {
  it("begins with the first answer, and later ones leave that as it is", () => {
    const first = say(empty, "G01", { found: 0 }, now);
    expect(say(first, "G15", { found: 1 }, "later").begunAt).toBe(now);
  });

  it("tells what is still open, a missing photo only where something is wrong", () => {
    let draft = say(empty, "G01", { found: 0 }, now);
    expect(openOf(sheet, draft, new Set()).map((one) => one.code))
      .toEqual(["G15", "S0104", "S0402"]);
    draft = say(draft, "G01", { found: 1 }, now);
    expect(openOf(sheet, draft, new Set())[0]).toEqual({ code: "G01", why: "photo" });
    expect(openOf(sheet, draft, new Set(["G01"]))[0]?.code).toBe("G15");
  });

  it("needs both numbers of a ratio and a lane of a crossing", () => {
    const half = say(empty, "S0104", { found: 9 }, now);
    expect(isAnswered(lamps, half)).toBe(false);
    expect(isAnswered(lamps, say(half, "S0104", { of: 10 }, now))).toBe(true);
    expect(isAnswered(crossing, empty)).toBe(false);
    expect(isAnswered(crossing, addLane(empty, lane, now))).toBe(true);
  });

  it("shows the grade the server gave the answer, also above the required number", () => {
    expect(gradeOf(litter, { found: 2 })).toBe("C");
    expect(gradeOf(spots, { found: 7 })).toBe("A");
    expect(gradeOf(spots, { found: 1, notApplicable: true })).toBeUndefined();
  });

  it("is sent with its lanes, and without an answer of its own for a crossing", () => {
    const draft = addLane(
      say(say(empty, "G01", { found: 0 }, now), "S0402", { note: "雨天" }, now), lane, now);
    expect(bodyOf(visit, sheet, draft)).toMatchObject({
      site: "S04-1", begunAt: now, answers: [{ item: "G01", found: 0 }], observations: [lane],
    });
  });
});
