import { expect, test } from "vitest";
import { insert } from "./templates";

test("a sentence goes where the cursor stands", () => {
  expect(insert("", 0, 0, "已清运")).toBe("已清运");
  expect(insert("现场，完毕", 3, 3, "已清运")).toBe("现场，已清运完毕");
  expect(insert("Seen.", 5, 5, "It is clean.")).toBe("Seen. It is clean.");
  expect(insert("old words", 0, 9, "new")).toBe("new");
});
