import { reactive, watch } from "vue";
import { isFull, store } from "./store";

/** Fields of a form that survive the app being closed; they go when what they became is kept. */
export function draft<K extends string>(
  key: string, fields: Readonly<Record<K, string>>,
): Record<K, string> {
  const values = reactive({ ...fields }) as Record<K, string>;
  let loaded = false;
  void store.drafts.get(key).then((found) => {
    for (const name of Object.keys(fields) as K[]) {
      const typed = found?.values[name];
      if (typed !== undefined && values[name] === fields[name]) values[name] = typed;
    }
    loaded = true;
  });
  watch(values, () => {
    if (loaded) void store.drafts.put({ key, values: { ...values } }).catch(untold);
  });
  return values;
}

// That the phone is full is told when the form itself is to be kept.
function untold(error: unknown): void {
  if (!isFull(error)) throw error;
}
