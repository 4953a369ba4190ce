// Moves the focus to the first field in error when the answer to a submission arrives.
import { useEffect, useRef } from "react";
import { useTypedEarly } from "./typed_early.js";

export function FormFocus({ errors }) {
  const mark = useRef(null);
  const submitted = useRef(false);
  const state = JSON.stringify(errors ?? null);
  useTypedEarly(() => mark.current?.closest("form"));

  useEffect(() => {
    const form = mark.current?.closest("form");
    const note = () => (submitted.current = true);
    form?.addEventListener("submit", note);
    return () => form?.removeEventListener("submit", note);
  }, []);

  useEffect(() => {
    if (!submitted.current) return;
    const field = mark.current?.closest("form")?.querySelector('[aria-invalid="true"]');
    if (!field) return;
    submitted.current = false;
    field.focus();
    field.closest(".ui-field")?.scrollIntoView({ block: "nearest" }); // with its label, below the bar
  }, [state]);

  return <span ref={mark} hidden />;
}
