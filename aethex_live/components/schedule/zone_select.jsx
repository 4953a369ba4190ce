// The time zones that this browser knows. Without one to begin with, the one that it is in.
import { useEffect, useState } from "react";

export function ZoneSelect({ defaultValue, ...rest }) {
  const [zones, setZones] = useState([]);
  const [own, setOwn] = useState("");
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
    const known = Intl.supportedValuesOf?.("timeZone") ?? [here];
    setOwn(here);
    setZones([...new Set(["UTC", here, defaultValue, ...known])].filter(Boolean).sort());
  }, [defaultValue]);
  return (
    <select {...rest} key={zones.length} defaultValue={defaultValue || own} className="ui-input ui-select">
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll("_", " ")}
        </option>
      ))}
    </select>
  );
}
