import type { ForwardedMail, InboundMail } from '../../src/core/index.ts';
import { enclosedMail, forwardedMail } from './forwarded-mail.ts';
import { visibleReply } from './visible-reply.ts';

/** What a mail's text is made of. */
export interface ReadText {
  visible: string;
  /** Nothing was cut: then the whole text is visible. */
  whole: boolean;
  forwarded: ForwardedMail | null;
}

/** Contact and letter of one mail are made of the same reading; mails never change. */
const readings = new WeakMap<object, ReadText>();

/** A mail that was passed on is visible as a whole, since what was passed on is what it is about. */
export function readText(mail: InboundMail): ReadText {
  const known = readings.get(mail);
  if (known) return known;
  const reading = read(mail);
  readings.set(mail, reading);
  return reading;
}

/** Longer texts are shown whole: telling what each line is takes time. */
const most = { letters: 300_000, lines: 10_000 };

function isTooLong(text: string): boolean {
  return text.length > most.letters || text.split(/\r\n|\n|\r/u).length > most.lines;
}

function read(mail: InboundMail): ReadText {
  if (isTooLong(mail.text)) return { visible: mail.text, whole: true, forwarded: null };
  const forwarded = forwardedMail(mail);
  if (forwarded) return { visible: mail.text, whole: true, forwarded };
  const { visible, rest } = visibleReply(mail.text);
  return { visible, whole: rest === null, forwarded: enclosedMail({ ...mail, text: visible }) };
}
