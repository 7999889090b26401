import { ref } from "vue";
import type { Text } from "../pack/pack";
import en from "./en.json";
import zh from "./zh.json";

export type Language = "zh" | "en";

const kept = "civicloop-field-language";

function first(): Language {
  const chosen = localStorage.getItem(kept);
  if (chosen === "zh" || chosen === "en") return chosen;
  return navigator.language.startsWith("zh") ? "zh" : "en";
}

export const language = ref<Language>(first());

export function speak(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem(kept, chosen);
  document.documentElement.lang = chosen === "zh" ? "zh-CN" : "en";
}

/** A text of the app in the reader's language, with {0}, {1}, … filled in. */
export function t(key: keyof typeof zh, ...values: readonly (string | number)[]): string {
  const pattern = (language.value === "zh" ? zh : en)[key];
  return pattern.replace(/\{(\d+)\}/g, (all, n: string) => String(values[Number(n)] ?? all));
}

/** A name of the city's in the reader's language. */
export function of(text: Text | undefined): string {
  return text === undefined ? "" : text[language.value];
}

export function size(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function when(at: number | string): string {
  return new Intl.DateTimeFormat(language.value === "zh" ? "zh-CN" : "en-GB", {
    month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit",
  }).format(new Date(at));
}
