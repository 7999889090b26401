import { liveQuery } from "dexie";
import { onScopeDispose, shallowRef, type ShallowRef } from "vue";

/** What the phone's store holds now, and again whenever it changes, also from another window. */
export function live<T>(query: () => Promise<T>, first: T): ShallowRef<T> {
  const value = shallowRef(first);
  const subscription = liveQuery(query).subscribe((next) => {
    value.value = next;
  });
  onScopeDispose(() => subscription.unsubscribe());
  return value;
}
