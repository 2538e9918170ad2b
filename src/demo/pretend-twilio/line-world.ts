import type { PhoneCall } from './phone-call.ts';
import type { Recordings } from './recordings.ts';
import type { Rooms } from './rooms.ts';
import type { Parameters, PostAnswer } from './signed-post.ts';
import type { XmlElement } from './xml.ts';

/** One call's line, and the network around it. */
export interface LineWorld {
  call: PhoneCall;
  post(url: string, parameters: Parameters): Promise<PostAnswer>;
  /** Rings the other leg of a <Dial>. */
  ring(call: PhoneCall, dial: XmlElement, noun: XmlElement): DialledLeg;
  rooms: Rooms;
  recordings: Recordings;
}

/** The other leg of a <Dial>, from its ringing until it has left the bridge. */
export interface DialledLeg {
  call: PhoneCall;
  /** It needs nobody to move it before it is through, or not. */
  byItself: boolean;
  /** Whether the leg was let through; `status` is the provider's DialCallStatus when it was not. */
  screened: Promise<{ bridged: boolean; status: string }>;
  /** The leg was hung up or redirected. */
  left: Promise<unknown>;
  /** The caller is gone, or rang long enough. */
  drop(status: 'canceled' | 'no-answer'): void;
}

/** How a document was left: for another one, out of the waiting line, or because the call ended. */
export type Way =
  | { kind: 'next'; next: NextDocument }
  | { kind: 'leave' }
  | { kind: 'redirected'; url: string }
  | { kind: 'over' }
  | { kind: 'hung-up' };

export interface NextDocument {
  url: string;
  more: Parameters;
}

export const hungUp: Way = { kind: 'hung-up' };
/** Parameters of what is told after the caller is gone. */
export const callOver: Parameters = { CallStatus: 'completed' };

/** Tells the gateway what nobody on the line will hear the answer to. */
export async function report(world: LineWorld, url: string | undefined, more: Parameters): Promise<void> {
  if (url) await world.post(url, { ...world.call.common, ...more });
}

/** The next document when the verb names one; null: the verb after it has its turn. */
export function goOn(action: string | undefined, more: Parameters): Way | null {
  return action ? { kind: 'next', next: { url: action, more } } : null;
}
