import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Item } from "../queue/item";
import { FieldStore, type Told } from "../queue/store";
import { keepTold, lookForTold, receiptAddress, toShow } from "./broadcasts";

const rain: Told = {
  id: "b-1", title: "暴雨", words: "检查雨水箅子", from: { zh: "总指挥部", en: "Headquarters" },
  isUrgent: false, sentAt: "2026-11-24T02:00:00Z", validUntil: "2026-11-24T12:00:00Z",
  actor: "account:1",
};
const item: Item = {
  id: "i-1", kind: "receipt", actor: "account:1", title: "", madeAt: 1,
  address: receiptAddress("b-1"), body: {}, state: "waiting", tries: 0, nextAt: 0,
};
const then = Date.parse("2026-11-24T03:00:00Z");

let store: FieldStore;
beforeEach(() => {
  store = new FieldStore(`test-${crypto.randomUUID()}`);
});

describe("a broadcast on the phone", () => {
  it("is shown until a receipt lies on the phone, sent or not", () => {
    expect(toShow([rain], [], then)).toEqual([rain]);
    expect(toShow([rain], [item], then)).toEqual([]);
    expect(toShow([rain], [{ ...item, state: "done" }], then)).toEqual([]);
  });

  it("is not answered by another person who had the phone before", () => {
    expect(toShow([rain], [{ ...item, actor: "account:2" }], then)).toEqual([rain]);
  });

  it("is shown no longer than it holds, the urgent one first", () => {
    const urgent = { ...rain, id: "b-2", isUrgent: true, sentAt: "2026-11-24T01:00:00Z" };
    expect(toShow([rain, urgent], [], then)).toEqual([urgent, rain]);
    expect(toShow([rain], [], Date.parse(rain.validUntil))).toEqual([]);
  });

  it("stays as it was known where there is no network or nobody is signed in", async () => {
    await keepTold(store, "account:1", [rain]);
    await lookForTold(store, () => Promise.reject(new TypeError("no network")));
    await lookForTold(store, () => Promise.resolve(new Response("{}", { status: 401 })));
    expect(await store.told.toArray()).toEqual([rain]);
    await lookForTold(store, () => Promise.resolve(
      new Response(JSON.stringify({ actor: "account:1", items: [] }))));
    expect(await store.told.count()).toBe(0);
  });
});
