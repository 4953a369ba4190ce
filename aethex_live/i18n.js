// Texts in the reader's language. English is the key and the fallback; other catalogues are loaded when chosen.
import { useSyncExternalStore } from "react";

const listeners = new Set();
let catalogue = {};

const chosen = () => {
  const cookie = document.cookie.match(/(?:^|; )lang=([a-z-]+)/);
  return cookie ? cookie[1] : (navigator.language || "en").slice(0, 2);
};

const change = (next, language) => {
  catalogue = next;
  document.documentElement.lang = language;
  listeners.forEach((listener) => listener());
};

export const setLanguage = async (language) => {
  document.cookie = `lang=${language}; path=/; max-age=31536000; samesite=lax`;
  await load(language);
};

const load = async (language) => {
  if (language === "en") return change({}, "en");
  const answer = await fetch(`/locales/${language}.json`);
  if (answer.ok) change(await answer.json(), language);
};

const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const translate = (from, text, values) => {
  const translated = from[text] ?? text ?? "";
  return values ? translated.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) : translated;
};

if (typeof window !== "undefined") {
  window.aethexSetLanguage = setLanguage;
  window.aethexLanguage = chosen;
  window.aethexTranslate = (text, values) => translate(catalogue, text, values);
  const language = chosen();
  if (language !== "en") load(language).catch(() => {});
}

const EMPTY = {};

export const useTranslation = () => {
  const current = useSyncExternalStore(subscribe, () => catalogue, () => EMPTY);
  return (text, values) => translate(current, text, values);
};
