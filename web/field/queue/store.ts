import Dexie, { type EntityTable } from "dexie";
import type { Broadcast, Pack } from "../pack/pack";
import type { Item } from "./item";

/** A photo as it was taken; it leaves the phone only after the server has stored its item. */
export interface Photo {
  readonly id: string;
  readonly itemId: string;
  readonly name: string;
  readonly blob: Blob;
  /** The check item it shows; none where it goes with the whole. */
  readonly item?: string;
  /** Id on the server, once it is there: a try that breaks off goes on with the next photo. */
  readonly sentAs?: string;
}

/** What was downloaded for the day. */
export interface Kept {
  readonly key: "pack";
  readonly pack: Pack;
  readonly bytes: number;
  readonly at: number;
}

/** A picture of a case, to be looked at where there is no network. */
export interface Shown {
  readonly id: string;
  readonly blob: Blob;
}

/** What was typed and not yet put into the queue. */
export interface Draft {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

/** A broadcast with whom it waits for: on a phone that goes from hand to hand everybody sees and
 * answers their own. */
export interface Told extends Broadcast {
  readonly actor: string;
}

export class FieldStore extends Dexie {
  items!: EntityTable<Item, "id">;
  photos!: EntityTable<Photo, "id">;
  kept!: EntityTable<Kept, "key">;
  shown!: EntityTable<Shown, "id">;
  drafts!: EntityTable<Draft, "key">;
  told!: EntityTable<Told, "id">;

  constructor(name = "civicloop-field") {
    super(name);
    this.version(1).stores({
      items: "id, state, madeAt", photos: "id, itemId", kept: "key", shown: "id", drafts: "key",
    });
    this.version(2).stores({ told: "id" });
  }
}

export const store = new FieldStore();

/** Photos and item together or neither: a full phone says so before anything counts as kept. */
export function enqueue(item: Item, photos: readonly Photo[], draft: string): Promise<void> {
  return store.transaction("rw", store.items, store.photos, store.drafts, async () => {
    await store.items.add(item);
    await store.photos.bulkAdd([...photos]);
    await store.drafts.delete(draft);
  });
}

/** As <c>enqueue</c>, for photos that were kept while the form was filled in. */
export function enqueueKept(item: Item, draft: string): Promise<void> {
  return store.transaction("rw", store.items, store.photos, store.drafts, async () => {
    await store.items.add(item);
    await store.photos.where("itemId").equals(draft).modify({ itemId: item.id });
    await store.drafts.delete(draft);
  });
}

/** Gives a refused item back to the form it came from, photos and all. */
export function reopen(item: Item, draft: string, values: Draft["values"]): Promise<void> {
  return store.transaction("rw", store.items, store.photos, store.drafts, async () => {
    await store.drafts.put({ key: draft, values });
    await store.photos.where("itemId").equals(item.id).modify({ itemId: draft });
    await store.items.delete(item.id);
  });
}

/** Takes an item off the phone with its photos: a person said that it is not to be sent. */
export function discard(id: string): Promise<void> {
  return store.transaction("rw", store.items, store.photos, async () => {
    await store.photos.where("itemId").equals(id).delete();
    await store.items.delete(id);
  });
}

/** True where the phone has no room left; anything else is a fault of the program. */
export function isFull(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = (at as { inner?: unknown }).inner) {
    if (at.name === "QuotaExceededError") return true;
  }
  return false;
}
