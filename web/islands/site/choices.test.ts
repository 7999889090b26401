import { describe, expect, it } from "vitest";
import { asked } from "./choices";

describe("what a field asks the server to complete", () => {
  it("asks for what was typed, without the blanks about it", () => {
    expect(asked("  五华 ", [])).toBe("五华");
  });

  it("does not ask again for what was chosen from the list", () => {
    expect(asked("530102", ["530102", "530103"])).toBeNull();
  });

  it("asks for nothing where nothing was typed", () => {
    expect(asked("   ", [])).toBeNull();
  });

  it("asks for no more than a name can be long", () => {
    expect(asked("口".repeat(200), [])).toHaveLength(60);
  });
});
