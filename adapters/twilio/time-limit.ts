import { unavailable } from '../../src/core/index.ts';
import type { TwilioHandlers } from './handlers.ts';

/** So that every answer is out within 8 s: the provider gives up after 15 s, and a caller hears nothing meanwhile. */
export const longestAnswerMs = 7_500;

/** The same handlers, but each gives up with `unavailable` after the limit: a store that hangs is a store out of reach. What it was doing may still be kept. */
export function withTimeLimit(handlers: TwilioHandlers, limitMs: number): TwilioHandlers {
  const within = <Result>(work: Promise<Result>): Promise<Result> => withinLimit(work, limitMs);
  return {
    text: (inbound) => within(handlers.text(inbound)),
    call: (request) => within(handlers.call(request)),
    callStatus: (report) => within(handlers.callStatus(report)),
    receipt: (receipt) => within(handlers.receipt(receipt)),
    recording: (input) => within(handlers.recording(input)),
    transcription: (input) => within(handlers.transcription(input)),
  };
}

/** The work's result, or `unavailable` after the limit. */
export async function withinLimit<Result>(work: Promise<Result>, limitMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unavailable('The desk', new Error(`No answer after ${limitMs} ms.`))), limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
