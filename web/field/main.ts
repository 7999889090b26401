import { createApp } from "vue";
import App from "./App.vue";
import { startSending } from "./queue/sending";
import { language, speak } from "./words/words";
import "./field.css";

speak(language.value);
createApp(App).mount("#app");
startSending();
if ("serviceWorker" in navigator) {
  void navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" });
}
// Photos not yet sent must not be the first that a full phone throws away.
void navigator.storage?.persist?.();
