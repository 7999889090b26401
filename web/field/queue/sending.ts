import { ref } from "vue";
import { language } from "../words/words";
import { drain, wake } from "./send";
import { store } from "./store";

export const online = ref(navigator.onLine);
export const signedOut = ref(false);

// While something waits it is looked at again this often; nothing runs where nothing waits.
const lookMs = 15_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends whenever there is a chance: at the start, with the network, and while something waits. */
export function startSending(): void {
  addEventListener("online", () => {
    online.value = true;
    void send(true);
  });
  addEventListener("offline", () => {
    online.value = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void send();
  });
  void wake(store).then(() => send(true));
}

/** Sends what is due; at once also what would wait longer. */
export async function send(atOnce = false): Promise<void> {
  clearTimeout(timer);
  // Two windows of the app on one phone must not send the same item side by side.
  await navigator.locks.request("civicloop-field-send", async () => {
    if (atOnce) await store.items.where("state").equals("waiting").modify({ nextAt: 0 });
    const ended = await drain(store, {
      fetch: (input, init) => fetch(input, init), now: Date.now, language: () => language.value,
    });
    if (ended === "signed-out") signedOut.value = true;
    else if (atOnce && online.value) signedOut.value = false;
  });
  const waiting = await store.items.where("state").equals("waiting").count();
  if (waiting > 0 && !signedOut.value) timer = setTimeout(() => void send(), lookMs);
}

