// Browsers show the first title of the head. The one that the server wrote makes room for the app's, which changes
// from page to page; that one is set to what this page is about.
import { useEffect, useSyncExternalStore } from "react";

const PRODUCT = "AeThex LIVE"; // as it stands in the files of all pages

let site = PRODUCT;
const listeners = new Set();

// What the operator calls the site; titles take it as soon as it is known.
export const nameSite = (name) => {
  site = name || PRODUCT;
  listeners.forEach((listener) => listener());
};

const listen = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function PageTitle({ text }) {
  const named = useSyncExternalStore(
    listen,
    () => site,
    () => PRODUCT,
  );
  useEffect(() => {
    document.querySelectorAll("title[data-served]").forEach((title) => {
      const kept = title.textContent;
      title.remove();
      document.title = kept;
    });
  }, []);
  useEffect(() => {
    if (text) document.title = `${text} · ${named}`;
    else if (named !== PRODUCT) document.title = document.title.replace(PRODUCT, () => named);
  }, [text, named]);
  return null;
}
