import { describe, expect, it } from "vitest";
import { after, again, due, outcomeOf, waitAfter, woken, type Answer, type Item } from "./item";

const item: Item = {
  id: "i-1", kind: "report", actor: "account:1", title: "暴露垃圾", madeAt: 1,
  address: "/api/v1/cases", body: {}, state: "sending", tries: 0, nextAt: 0,
};
const answer: Answer = { status: 201, text: "", at: 5 };

describe("an item on its way to the server", () => {
  it("is done once the server has stored it", () => {
    const sent = after(item, outcomeOf(201, answer), 10);
    expect(sent).toMatchObject({ state: "done", answer });
  });

  it("waits longer each time the network or the server is gone", () => {
    const once = after(item, outcomeOf(503, answer), 1_000);
    const twice = after(once, { kind: "later" }, 1_000);
    expect(once).toMatchObject({ state: "waiting", nextAt: 6_000 });
    expect(twice.nextAt).toBe(11_000);
    expect(waitAfter(40)).toBe(600_000);
  });

  it("is kept whole when the session has expired, and goes as soon as it can", () => {
    expect(after(item, outcomeOf(401, answer), 7)).toMatchObject(
      { state: "waiting", nextAt: 7, tries: 0 });
  });

  it("shows why it was refused and is tried again only when a person says so", () => {
    const refused = after(item, outcomeOf(409, { ...answer, status: 409, text: "已办结" }), 10);
    expect(refused.state).toBe("refused");
    expect(due([refused], "account:1", 1e9)).toEqual([]);
    expect(due([again(refused)], "account:1", 0)).toHaveLength(1);
  });

  it("is sent again after the program was killed while sending", () => {
    expect(woken(item).state).toBe("waiting");
    expect(woken({ ...item, state: "done" }).state).toBe("done");
  });

  it("goes in the order it was made", () => {
    const later = { ...item, id: "i-2", state: "waiting", madeAt: 9 } as const;
    const sooner = { ...item, id: "i-3", state: "waiting", madeAt: 3 } as const;
    expect(due([later, sooner], "account:1", 0).map((one) => one.id)).toEqual(["i-3", "i-2"]);
  });

  it("is never sent in another person's name", () => {
    expect(due([{ ...item, state: "waiting" }], "account:2", 0)).toEqual([]);
  });
});
