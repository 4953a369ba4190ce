// Browsers show the first title of the head. The one that the server wrote makes room for the app's, which changes
// from page to page; that one is set to what this page is about.
import { useEffect } from "react";

export function PageTitle({ text }) {
  useEffect(() => {
    document.querySelectorAll("title[data-served]").forEach((title) => {
      const kept = title.textContent;
      title.remove();
      document.title = kept;
    });
  }, []);
  useEffect(() => {
    if (text) document.title = `${text} · AeThex LIVE`;
  }, [text]);
  return null;
}
