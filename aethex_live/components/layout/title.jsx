// Browsers show the first title of the head. The one that the server wrote makes room for the app's, which changes
// from page to page; that one is set to what this page is about.
import { useEffect } from "react";
import { useSiteName } from "$/public/external/aethex_live/components/layout/site_name/site_name.js";

const PRODUCT = "AeThex LIVE"; // as it stands in the files of all pages

export function PageTitle({ text }) {
  const site = useSiteName();
  useEffect(() => {
    document.querySelectorAll("title[data-served]").forEach((title) => {
      const kept = title.textContent;
      title.remove();
      document.title = kept;
    });
  }, []);
  useEffect(() => {
    if (text) document.title = `${text} · ${site}`;
    else if (site !== PRODUCT) document.title = document.title.replace(PRODUCT, () => site);
  }, [text, site]);
  return null;
}
