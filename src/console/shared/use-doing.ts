import { useState } from 'react';

/** Does one thing at a time; `error` is why the last one was refused. `run` tells whether it was done. */
export function useDoing() {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (fault) {
      setError(fault);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, error, run };
}
