import { describe, expect, it } from "vitest";
import {
  addressOf, findClasses, needsWords, photoReason, stepsOf, type FieldCase, type Pack,
} from "./pack";

const waste = {
  code: "E0102", name: { zh: "暴露垃圾", en: "Exposed rubbish" },
  group: { zh: "市容环境", en: "Environment" }, keywords: "垃圾 臭 rubbish",
  photoReason: { zh: "安全隐患", en: "A danger" },
};
const drain = {
  code: "C0103", name: { zh: "雨水箅子", en: "Storm drain" },
  group: { zh: "公用设施", en: "Utilities" }, keywords: "下水道",
};
const one: FieldCase = {
  case: {
    number: "530102-1", class: { code: "E0102" }, areas: [],
    next: [
      { command: "Note", needs: ["Text"] }, { command: "FailCheck", needs: ["Reason"] },
      { command: "PassCheck", needs: ["OtherBody", "PictureIfClassSays"] },
    ],
  },
  pictures: [],
};
const pack: Pack = {
  at: "", city: { zh: "", en: "" }, actor: "", classes: [waste, drain], work: [],
  inspections: { visits: [], sheets: [], rechecks: [] }, broadcasts: [],
};

describe("a case on the phone", () => {
  it("offers the steps taken on site, the usual one first", () => {
    expect(stepsOf(one).map((step) => step.command)).toEqual(["PassCheck", "FailCheck"]);
  });

  it("asks for words and photos where the workflow does", () => {
    const [pass, fail] = stepsOf(one);
    expect([needsWords(pass!), needsWords(fail!)]).toEqual([false, true]);
    expect(photoReason(pack, one, pass!)).toEqual(waste.photoReason);
    expect(photoReason(pack, one, fail!)).toBeUndefined();
  });

  it("writes commands as addresses do", () => {
    expect(addressOf("ConfirmOnSite")).toBe("confirm-on-site");
    expect(addressOf("Rectify")).toBe("rectify");
  });
});

describe("finding a class without a network", () => {
  it("looks in names, groups and everyday words of both languages", () => {
    expect(findClasses(pack.classes, "臭")).toEqual([waste]);
    expect(findClasses(pack.classes, "storm")).toEqual([drain]);
    expect(findClasses(pack.classes, "市容 垃圾")).toEqual([waste]);
    expect(findClasses(pack.classes, "")).toHaveLength(2);
    expect(findClasses(pack.classes, "彗星")).toEqual([]);
  });
});
