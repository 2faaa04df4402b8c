import { useEffect } from "react";

interface Form<Values> {
  isDirty: () => boolean;
  setInitialValues: (values: Values) => void;
  setValues: (values: Values) => void;
}

/**
 * A form that shows what is stored follows what is saved elsewhere, as long as nobody typed in it. The answer puts
 * what was just saved into it.
 */
export function useFollowStored<Values>(form: Form<Values>, stored: Values): (saved: Values) => void {
  const show = (values: Values) => {
    form.setInitialValues(values);
    form.setValues(values);
  };
  const written = JSON.stringify(stored);
  useEffect(() => {
    if (!form.isDirty()) show(stored);
    // The form is another object each time; what is stored is compared by what it says.
  }, [written]);
  return show;
}
