import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Item } from "./item";
import { drain, wake, type Sender } from "./send";
import { FieldStore, type Photo } from "./store";

const item: Item = {
  id: "i-1", kind: "report", title: "暴露垃圾", madeAt: 1, address: "/api/v1/cases",
  body: { class: "E0102" }, state: "waiting", tries: 0, nextAt: 0,
};
const photo = (id: string): Photo =>
  ({ id, itemId: "i-1", name: `${id}.jpg`, blob: new Blob(["x"], { type: "image/jpeg" }) });

let at = 0;
let store: FieldStore;

/** A server that answers in turn; a null is a network that went away. */
function serverOf(...answers: ([number, object] | null)[]): Sender & { calls: string[] } {
  const calls: string[] = [];
  return {
    calls, now: () => at, language: () => "zh",
    fetch: (async (address: string, init: RequestInit) => {
      calls.push(`${address} ${(init.headers as Record<string, string>)["Idempotency-Key"] ?? ""}`);
      const answer = answers.shift();
      if (answer === null || answer === undefined) throw new TypeError("no network");
      return new Response(JSON.stringify(answer[1]), { status: answer[0] });
    }) as typeof fetch,
  };
}

beforeEach(async () => {
  at = 0;
  store = new FieldStore(`test-${crypto.randomUUID()}`);
  await store.items.add(item);
  await store.photos.bulkAdd([photo("p-1"), photo("p-2")]);
});

describe("sending what the phone keeps", () => {
  it("goes on with the photo it broke off at, and sends none twice", async () => {
    await drain(store, serverOf([201, { id: "a" }], null));
    expect(await store.photos.get("p-1")).toMatchObject({ sentAs: "a" });
    at = 10_000;
    const server = serverOf([201, { id: "b" }], [201, { number: "530102-1" }]);
    await drain(store, server);
    expect(server.calls).toEqual(["/api/v1/pictures ", "/api/v1/cases i-1"]);
    expect(await store.items.get("i-1")).toMatchObject(
      { state: "done", answer: { number: "530102-1" } });
    expect(await store.photos.count()).toBe(0);
  });

  it("keeps photos and words until the server has stored them", async () => {
    await drain(store, serverOf([201, { id: "a" }], [201, { id: "b" }], [503, {}]));
    expect(await store.photos.count()).toBe(2);
    expect(await store.items.get("i-1")).toMatchObject({ state: "waiting", body: item.body });
  });

  it("stops at an expired session and loses nothing", async () => {
    await store.items.add({ ...item, id: "i-2", madeAt: 2 });
    const server = serverOf([201, { id: "a" }], [201, { id: "b" }], [401, {}]);
    expect(await drain(store, server)).toBe("signed-out");
    expect(await store.items.where("state").equals("waiting").count()).toBe(2);
  });

  it("shows the server's reason and keeps the item for the person to decide", async () => {
    const why = { title: "已经核查", fix: "不用再做", number: 40904 };
    await drain(store, serverOf([201, { id: "a" }], [201, { id: "b" }], [409, why]));
    expect(await store.items.get("i-1")).toMatchObject(
      { state: "refused", answer: { text: "已经核查", fix: "不用再做" } });
    expect((await store.items.get("i-1"))?.answer).not.toHaveProperty("number");
    expect(await store.photos.count()).toBe(2);
  });

  it("sends under the same id what was being sent when the program was killed", async () => {
    await store.photos.clear();
    await store.items.update("i-1", { state: "sending" });
    await wake(store);
    const server = serverOf([201, { number: "530102-1" }]);
    await drain(store, server);
    expect(server.calls).toEqual(["/api/v1/cases i-1"]);
  });
});
