import {
  after, bodyWith, due, outcomeOf, woken, type Answer, type Item, type Outcome, type SentPhoto,
} from "./item";
import type { FieldStore, Photo } from "./store";

/** A problem as the server tells it (RFC 9457), or what it stored. */
interface Told {
  readonly title?: string;
  readonly fix?: string;
  readonly number?: string | number;
  readonly scoreMilli?: number;
}

export interface Sender {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly language: () => string;
}

/** Who the server takes this phone for; null for nobody. A session that ended answers like a
 * stranger's, so it is asked before anything is sent. Error: there is no network. */
async function who(sender: Sender): Promise<string | null> {
  const response = await sender.fetch(
    "/api/v1/me", { headers: headers(sender), cache: "no-store" });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(String(response.status));
  const { actor } = (await response.json()) as { actor: string };
  return actor.startsWith("account:") ? actor : null;
}

/** Sends what is due, one after the other, and keeps after each what the server said. Answers
 * whether somebody must sign in first. */
export async function drain(
  store: FieldStore, sender: Sender,
): Promise<"done" | "signed-out" | "offline"> {
  if (await store.items.where("state").equals("waiting").count() === 0) return "done";
  const actor = await who(sender).catch(() => "offline" as const);
  if (actor === "offline") return "offline";
  if (actor === null) return "signed-out";
  for (const item of due(await store.items.toArray(), actor, sender.now())) {
    await store.items.update(item.id, { state: "sending" });
    const outcome = await attempt(store, item, sender);
    await settle(store, after(item, outcome, sender.now()));
    if (outcome.kind === "signed-out") return "signed-out";
  }
  return "done";
}

/** Whatever was being sent when the program ended is to be sent again. */
export async function wake(store: FieldStore): Promise<void> {
  const cut = await store.items.where("state").equals("sending").toArray();
  await store.items.bulkPut(cut.map(woken));
}

// The photos go with the mark that the server has the item, in one transaction: a phone that dies
// between the two still has both.
function settle(store: FieldStore, item: Item): Promise<void> {
  return store.transaction("rw", store.items, store.photos, async () => {
    await store.items.put(item);
    if (item.state === "done") await store.photos.where("itemId").equals(item.id).delete();
  });
}

async function attempt(store: FieldStore, item: Item, sender: Sender): Promise<Outcome> {
  try {
    const photos: SentPhoto[] = [];
    for (const photo of await store.photos.where("itemId").equals(item.id).sortBy("id")) {
      const sent = await sendPhoto(store, photo, sender);
      if (typeof sent !== "string") return sent;
      photos.push({ id: sent, ...(photo.item === undefined ? {} : { item: photo.item }) });
    }
    const response = await sender.fetch(item.address, {
      method: "POST",
      headers: {
        ...headers(sender), "Content-Type": "application/json", "Idempotency-Key": item.id,
      },
      body: JSON.stringify(bodyWith(item, photos)),
    });
    return outcomeOf(response.status, await answerOf(response, sender));
  } catch {
    // No network, or it went away while sending.
    return { kind: "later" };
  }
}

async function sendPhoto(
  store: FieldStore, photo: Photo, sender: Sender,
): Promise<string | Outcome> {
  if (photo.sentAs !== undefined) return photo.sentAs;
  const form = new FormData();
  form.append("file", photo.blob, photo.name);
  const response = await sender.fetch("/api/v1/pictures", {
    method: "POST", headers: headers(sender), body: form,
  });
  if (!response.ok) return outcomeOf(response.status, await answerOf(response, sender));
  const { id } = (await response.json()) as { id: string };
  await store.photos.update(photo.id, { sentAs: id });
  return id;
}

function headers(sender: Sender): Record<string, string> {
  return { Accept: "application/json", "Accept-Language": sender.language() };
}

async function answerOf(response: Response, sender: Sender): Promise<Answer> {
  const told = (await response.json().catch(() => ({}))) as Told;
  return {
    status: response.status,
    text: told.title ?? "",
    ...(told.fix === undefined ? {} : { fix: told.fix }),
    // A problem has a number too, but one of its own.
    ...(typeof told.number === "string" ? { number: told.number } : {}),
    ...(typeof told.scoreMilli === "number" ? { scoreMilli: told.scoreMilli } : {}),
    at: sender.now(),
  };
}
