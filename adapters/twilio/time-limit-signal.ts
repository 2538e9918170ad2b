/** A signal that is aborted after a time, and with another one. */
export interface TimeLimit {
  signal: AbortSignal;
  /** The time no longer counts; the other signal still does. */
  lift(): void;
  /** Neither counts any more. */
  end(): void;
}

/** By hand and not by `AbortSignal.any`, whose parts Node 20 may collect as garbage while they are still needed. */
export function timeLimit(milliseconds: number, other?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, milliseconds);
  timer.unref();
  other?.addEventListener('abort', abort, { once: true });
  if (other?.aborted) abort();
  return {
    signal: controller.signal,
    lift: () => clearTimeout(timer),
    end: () => {
      clearTimeout(timer);
      other?.removeEventListener('abort', abort);
    },
  };
}
