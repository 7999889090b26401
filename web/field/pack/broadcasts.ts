import type { Item } from "../queue/item";
import type { FieldStore, Told } from "../queue/store";
import type { Broadcast } from "./pack";

/** What the server says waits for a receipt takes the place of what the phone knew. */
export function keepTold(
  store: FieldStore, actor: string, waiting: readonly Broadcast[],
): Promise<void> {
  return store.transaction("rw", store.told, async () => {
    await store.told.clear();
    await store.told.bulkPut(waiting.map((one) => ({ ...one, actor })));
  });
}

/** Asks whether there is something new; without a network, or signed out, the phone goes on with
 * what it knows. */
export async function lookForTold(store: FieldStore, ask: typeof fetch): Promise<void> {
  const response = await ask("/api/v1/broadcasts/waiting", {
    headers: { Accept: "application/json" }, cache: "no-store",
  }).catch(() => undefined);
  if (response?.ok !== true) return;
  const { actor, items } = (await response.json()) as {
    actor: string; items: readonly Broadcast[];
  };
  await keepTold(store, actor, items);
}

export function receiptAddress(id: string): string {
  return `/api/v1/broadcasts/${id}/receipt`;
}

/** What is still to be shown: it holds, and no receipt lies on the phone. */
export function toShow(
  told: readonly Told[], items: readonly Item[], now: number,
): readonly Told[] {
  const given = new Set(items.map((item) => `${item.actor} ${item.address}`));
  return told
    .filter((one) => Date.parse(one.validUntil) > now
      && !given.has(`${one.actor} ${receiptAddress(one.id)}`))
    .toSorted((one, other) => Number(other.isUrgent) - Number(one.isUrgent)
      || other.sentAt.localeCompare(one.sentAt));
}
