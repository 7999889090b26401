import type { FieldStore } from "../queue/store";
import { keepTold } from "./broadcasts";
import type { Pack } from "./pack";

export type Downloaded = "done" | "signed-out" | "offline" | { readonly refused: string };

/** Downloads the day: the list, and each picture it shows that the phone does not have. What was
 * there stays until the new is whole. */
export async function download(
  store: FieldStore, language: string, now: () => number,
): Promise<Downloaded> {
  try {
    const response = await fetch("/api/v1/field/pack", {
      headers: { Accept: "application/json", "Accept-Language": language }, cache: "no-store",
    });
    if (response.status === 401) return "signed-out";
    if (!response.ok) {
      const told = (await response.json().catch(() => ({}))) as { title?: string };
      return { refused: told.title ?? String(response.status) };
    }
    const text = await response.text();
    const pack = JSON.parse(text) as Pack;
    const bytes = new Blob([text]).size + await pictures(store, pack);
    await store.kept.put({ key: "pack", pack, bytes, at: now() });
    await keepTold(store, pack.actor, pack.broadcasts);
    return "done";
  } catch {
    return "offline";
  }
}

async function pictures(store: FieldStore, pack: Pack): Promise<number> {
  const wanted = new Set(pack.work.flatMap((work) => work.cases).flatMap((one) => one.pictures));
  const had = new Set(await store.shown.toCollection().primaryKeys());
  await store.shown.bulkDelete([...had].filter((id) => !wanted.has(id)));
  for (const id of wanted) {
    if (had.has(id)) continue;
    const response = await fetch(`/pictures/${id}/thumb`);
    // One that is gone or not to be seen leaves its place empty.
    if (response.ok) await store.shown.put({ id, blob: await response.blob() });
  }
  let bytes = 0;
  await store.shown.each((one) => {
    bytes += one.blob.size;
  });
  return bytes;
}
