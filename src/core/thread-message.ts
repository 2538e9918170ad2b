import type { Level } from './contact.ts';
import type { Locale } from './locale.ts';

/** Somebody in a workspace where people write to each other in threads. */
export interface WorkspacePerson {
  /** The network's id of them. */
  id: string;
  /** As their colleagues read it; null when the network did not tell in time. */
  name: string | null;
  /** Only where the workspace itself vouches for it; null for guests, strangers, and when it was not told in time. */
  email: string | null;
  locale?: Locale | undefined;
}

/** One message of a workspace, in no provider's words. */
export interface InboundThreadMessage {
  /** The network's id of the message: the same however often and by whichever way it comes to us. */
  messageId: string;
  from: WorkspacePerson;
  /**
   * The room it was said in, and the message that begins its thread there: its own when it begins one. Of a form that was
   * filled in outside of any room: the person's id, and '' for the thread; it always opens something new.
   */
  room: string;
  thread: string;
  /** Between the person and the desk alone: what follows soon after belongs together without being in a thread. */
  isDirect: boolean;
  /** As it was written, with the network's own marks. */
  text: string;
  /** Names of people and rooms that the text mentions by id. */
  names: Readonly<Record<string, string>>;
  /** The network's id of the desk itself: mentioned at the beginning it is no word of the message. */
  deskId?: string | undefined;
  files: { url: string; name: string; contentType: string; size: number | null }[];
  /** What was chosen in a form; left out: nothing was. */
  chosen?: { service?: string; entry?: string; impact?: Level; urgency?: Level } | undefined;
  subject?: string | undefined;
  /** Who made a ticket of a message that somebody else wrote; left out: its writer. */
  broughtBy?: WorkspacePerson | undefined;
  receivedAt: Date;
}

/** What became of a message after it was sent. */
export interface InboundAmendment {
  /** The network's id of this change: the same however often it comes. */
  amendmentId: string;
  /** Of the message that was changed. */
  messageId: string;
  how: 'edited' | 'deleted';
  from: WorkspacePerson;
  room: string;
  thread: string;
  /** What it says now, with the network's own marks; '' when it was deleted. */
  text: string;
  names: Readonly<Record<string, string>>;
  /** As in the message. */
  deskId?: string | undefined;
  /** When it was changed, by the network's clock: of several changes the latest counts. */
  receivedAt: Date;
}
