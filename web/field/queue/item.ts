import type { Place } from "../route";

/** What waits on the phone to be sent, and how it goes on. Nothing here touches the phone or the
 * network, so that every way it can go is tested. */

export type ItemState = "waiting" | "sending" | "done" | "refused";

/** What the server said of an item, in the reader's language. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly fix?: string;
  /** Number of the case it became or belongs to. */
  readonly number?: string;
  /** Score of the visit in thousandths. */
  readonly scoreMilli?: number;
  readonly at: number;
}

export interface Item {
  /** Made on the phone; the server takes the same id once, however often it is sent. */
  readonly id: string;
  readonly kind: "report" | "step" | "visit" | "recheck" | "receipt";
  /** Whose work it is, as the server names them: nobody else's session may send it. */
  readonly actor: string;
  readonly title: string;
  readonly madeAt: number;
  /** Where it is sent to. */
  readonly address: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The form it came from, where it can be filled in again after a refusal. */
  readonly form?: {
    readonly key: string;
    readonly values: Readonly<Record<string, string>>;
    readonly place: Place;
  };
  readonly state: ItemState;
  readonly tries: number;
  /** Not before this; milliseconds. */
  readonly nextAt: number;
  readonly answer?: Answer;
}

/** What became of one try. */
export type Outcome =
  | { readonly kind: "stored"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly answer: Answer }
  | { readonly kind: "later" }
  | { readonly kind: "signed-out" };

/** A photo that the server has. */
export interface SentPhoto {
  readonly id: string;
  /** The check item it shows; none where it goes with the whole. */
  readonly item?: string;
}

interface SheetAnswer {
  readonly item: string;
}

/** What is sent, with the pictures where they belong. */
export function bodyWith(
  item: Item, photos: readonly SentPhoto[],
): Readonly<Record<string, unknown>> {
  const ofItems = new Map(photos.flatMap((photo) =>
    photo.item === undefined ? [] : [[photo.item, photo.id] as const]));
  const pictures = photos.filter((photo) => photo.item === undefined).map((photo) => photo.id);
  const answers = item.body["answers"] as readonly SheetAnswer[] | undefined;
  return {
    ...item.body,
    ...(answers === undefined ? {} : {
      answers: answers.map((answer) => ({ ...answer, picture: ofItems.get(answer.item) })),
    }),
    ...(pictures.length > 0 ? { pictures } : {}),
  };
}

/** Waits double from five seconds to ten minutes: a network that is gone is gone for a while. */
const firstWaitMs = 5_000;
const longestWaitMs = 600_000;

export function waitAfter(tries: number): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, tries - 1));
}

/** What the status of an answer means for the item. */
export function outcomeOf(status: number, answer: Answer): Outcome {
  if (status >= 200 && status < 300) return { kind: "stored", answer };
  if (status === 401) return { kind: "signed-out" };
  return status === 408 || status === 429 || status >= 500
    ? { kind: "later" }
    : { kind: "refused", answer };
}

export function after(item: Item, outcome: Outcome, now: number): Item {
  switch (outcome.kind) {
    case "stored":
      return { ...item, state: "done", tries: item.tries + 1, answer: outcome.answer };
    case "refused":
      return { ...item, state: "refused", tries: item.tries + 1, answer: outcome.answer };
    case "signed-out":
      // No fault of the item's: it goes as soon as somebody has signed in.
      return { ...item, state: "waiting", nextAt: now };
    case "later": {
      const tries = item.tries + 1;
      return { ...item, state: "waiting", tries, nextAt: now + waitAfter(tries) };
    }
  }
}

/** A program that was killed while it sent does not know whether it arrived; the id makes it safe
 * to send again. */
export function woken(item: Item): Item {
  return item.state === "sending" ? { ...item, state: "waiting", nextAt: 0 } : item;
}

/** What of this person's is to be tried now, the oldest first: a report goes before what was done
 * about it. */
export function due(items: readonly Item[], actor: string, now: number): readonly Item[] {
  return items
    .filter((item) => item.state === "waiting" && item.actor === actor && item.nextAt <= now)
    .sort((one, other) => one.madeAt - other.madeAt);
}

/** A person looked at a refusal and wants it tried again. */
export function again(item: Item): Item {
  const { answer: _, ...rest } = item;
  return { ...rest, state: "waiting", nextAt: 0 };
}
