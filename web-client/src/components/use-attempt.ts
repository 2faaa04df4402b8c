import { useState } from "react";
import { applyServerErrors } from "./form-errors";

/**
 * Sends a form and keeps what the server refused it with. `refusal` is what found no input of its own: it is shown
 * above the button. `attempt` answers whether it went well.
 */
export function useAttempt(form: Parameters<typeof applyServerErrors>[0]) {
  const [refusal, setRefusal] = useState<unknown>(null);
  const attempt = async (send: () => Promise<unknown>): Promise<boolean> => {
    setRefusal(null);
    try {
      await send();
      return true;
    } catch (error) {
      if (!applyServerErrors(form, error)) setRefusal(error);
      return false;
    }
  };
  return { refusal, attempt };
}
