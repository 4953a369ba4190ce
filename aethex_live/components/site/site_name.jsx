// Tells the page what the operator calls the site.
import { useEffect } from "react";
import { nameSite } from "$/public/external/aethex_live/components/layout/site_name/site_name.js";

export function SiteName({ name }) {
  useEffect(() => nameSite(name), [name]);
  return null;
}
