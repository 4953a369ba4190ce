// What the operator calls the site. The server writes it into the pages that it gives; where it could not, they hear
// of it with their state.
import { useSyncExternalStore } from "react";

const PRODUCT = "AeThex LIVE"; // as it stands in the files of all pages

const written = () => globalThis.document?.documentElement.dataset.site || PRODUCT;

let site = written();
const listeners = new Set();

export const nameSite = (name) => {
  if (!name || name === site) return;
  site = name;
  listeners.forEach((listener) => listener());
};

const listen = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

// What the page says when React takes it over is what was written into it.
export const useSiteName = () => useSyncExternalStore(listen, () => site, written);
