import { AppError, storableText, unavailable, type SendOutcome } from '../../src/core/index.ts';

/** What a mail server answered to one command (RFC 5321, 4.2; RFC 2034 for the code with dots). */
interface Answer {
  basic: number;
  /** Such as `5.1.1`; the basic code where the server gives none. */
  code: string;
  words: string;
}

/** How far a mail had come when sending it failed. */
export interface Progress {
  /** A byte of it was handed over: without an answer nobody knows whether it arrived. */
  begun: boolean;
  /** The recipient that counts, as the envelope has it. */
  main: string;
}

/** Wrong or missing credentials: nobody's mail is at fault, and an administrator can mend it. */
const loginRefused = [530, 534, 535, 538];

/**
 * What a failed try came to. Throws a retryable AppError when the mail certainly did not go out and another try may
 * help, and the fault itself when it may have gone out.
 */
export function outcomeOfFault(fault: unknown, { begun, main }: Progress): SendOutcome {
  const { code, answer, isOfMain } = readFault(fault, main);
  if (answer && (code === 'EAUTH' || loginRefused.includes(answer.basic))) throw putOff('login_refused', answer.words, fault);
  // Another code means that the server speaks of the connection, not of this mail.
  if (answer && answer.basic >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')) {
    return { kind: 'refused', code: answer.code, message: answer.words, ...(isOfMain && { recipient: main }) };
  }
  if (answer) throw putOff(answer.code, answer.words, fault);
  if (code === 'EAUTH') throw putOff('login_refused', 'The mail server could not be logged in to.', fault);
  if (code === 'EENVELOPE') return { kind: 'refused', code: 'bad_address', message: 'An address of this mail cannot be written to.' };
  if (code === 'EMESSAGE') return { kind: 'refused', code: '5.3.4', message: 'The mail is larger than the mail server takes.' };
  // Without its last line no server takes a mail whose source broke.
  if (begun && code !== 'ESTREAM') throw fault;
  throw unavailable('The mail server', fault);
}

/** What a mail came to that the server took for some of its recipients. */
export function outcomeOfSent(sent: { messageId: string; rejectedErrors?: unknown }, main: string): SendOutcome {
  const refused = recipientFaults(sent.rejectedErrors);
  const ofMain = refused.find((one) => one.recipient === main);
  if (ofMain) return { kind: 'refused', code: ofMain.answer?.code ?? 'bad_address', message: `${ofMain.answer?.words ?? ''} (The copies went out.)`.trim(), recipient: main };
  const refusedCopies = refused.map(({ recipient, answer }) => ({
    recipient: plain(recipient).toLowerCase(), code: answer?.code ?? 'bad_address', message: answer?.words ?? '',
  }));
  return { kind: 'sent', providerId: sent.messageId, ...(refused.length > 0 && { refusedCopies }) };
}

function putOff(code: string, words: string, cause: unknown): AppError {
  return new AppError({ code, status: 503, retryable: true, publicMessage: words, cause });
}

/** The fault's code, and what the server said: to the main recipient where it spoke to each. */
function readFault(fault: unknown, main: string): { code: string; answer: Answer | null; isOfMain: boolean } {
  const ofMain = recipientFaults(propertyOf(fault, 'rejectedErrors')).find((one) => one.recipient === main);
  const code = propertyOf(fault, 'code');
  return { code: typeof code === 'string' ? code : '', answer: ofMain?.answer ?? answerOf(fault), isOfMain: Boolean(ofMain?.answer) };
}

function recipientFaults(faults: unknown): { recipient: string; answer: Answer | null }[] {
  return (Array.isArray(faults) ? faults : []).map((fault: unknown) => ({ recipient: String(propertyOf(fault, 'recipient')), answer: answerOf(fault) }));
}

function answerOf(fault: unknown): Answer | null {
  const response = propertyOf(fault, 'response');
  const match = typeof response === 'string' ? /^([2-5]\d\d)(?:[ -]([245]\.\d{1,3}\.\d{1,3})(?!\S))?/.exec(response) : null;
  if (!match?.[1] || typeof response !== 'string') return null;
  return { basic: Number(match[1]), code: match[2] ?? match[1], words: plain(response) };
}

function plain(words: string): string {
  return storableText(words.slice(0, 1_000)).replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
