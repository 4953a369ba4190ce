// What was typed into a form before its scripts ran: nobody has heard of it.
import { useEffect } from "react";

const tell = (field) => {
  if (field.defaultValue === undefined || field.value === field.defaultValue) return;
  // React tells of a change only when the value is another than the one that it knows.
  field._valueTracker?.setValue(field.defaultValue);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

/** Tells the fields of the form `find()` as if they were typed now. */
export function useTypedEarly(find) {
  useEffect(() => {
    for (const field of find()?.elements ?? []) tell(field);
  }, []);
}
