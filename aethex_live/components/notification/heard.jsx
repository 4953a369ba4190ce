// Says when something has come in while the page was open.
import { useEffect, useRef } from "react";

export function Heard({ rung, onNews }) {
  const known = useRef(rung);
  useEffect(() => {
    if (rung === known.current) return;
    known.current = rung;
    onNews();
  }, [rung]);
  return null;
}
