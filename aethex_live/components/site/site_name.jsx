// Writes where the titles of pages find it what the operator calls the site.
import { useEffect } from "react";
import { nameSite } from "$/public/external/aethex_live/components/layout/title/title.jsx";

export function SiteName({ name }) {
  useEffect(() => nameSite(name), [name]);
  return null;
}
