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

// Marks a text from the server that is `[template, values]` as JSON; see Words in errors.py.
const WITH_VALUES = "\x1f";

const translate = (from, text, values) => {
  if (Array.isArray(text)) return translate(from, ...text);
  if (text?.startsWith?.(WITH_VALUES)) return translate(from, JSON.parse(text.slice(1)));
  const translated = from[text] ?? text ?? "";
  if (!values) return translated;
  const say = (value) => (Array.isArray(value) ? translate(from, value) : value);
  return translated.replace(/\{(\w+)\}/g, (whole, name) => say(values[name]) ?? whole);
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
