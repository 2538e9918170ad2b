import { AppError } from '../../src/core/index.ts';
import type { MailboxStateKind } from './settings.ts';

const troubleKinds = ['held-up', 'unreachable', 'login-refused', 'no-folder'] as const;

/** What keeps a mailbox from being read. */
export type TroubleKind = (typeof troubleKinds)[number];

export function isTrouble(kind: MailboxStateKind): kind is TroubleKind {
  return troubleKinds.some((one) => one === kind);
}

/** A mailbox cannot be read for now. What the library threw is not kept: it holds the commands that were sent. */
export class MailboxTrouble extends Error {
  readonly kind: TroubleKind;

  constructor(kind: TroubleKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'MailboxTrouble';
    this.kind = kind;
  }
}

/** Answers that tell of the server's own state and not of the request (RFC 5530, 3). */
const passing = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG']);

/** What an error of the library or of getting the credentials means; `during` says what was tried. */
export function troubleOf(error: unknown, during: 'login' | 'select' | 'session'): MailboxTrouble {
  if (error instanceof MailboxTrouble) return error;
  if (error instanceof AppError) return new MailboxTrouble(error.code === 'token_refused' ? 'login-refused' : 'unreachable', error.publicMessage);
  const code = textOf(error, 'serverResponseCode');
  const lasting = code === null || !passing.has(code);
  if (during === 'login' && lasting && fieldOf(error, 'authenticationFailed') === true) return new MailboxTrouble('login-refused', wordsOf(error));
  if (during === 'select' && lasting && isAnswer(error)) return new MailboxTrouble('no-folder', wordsOf(error));
  return new MailboxTrouble('unreachable', wordsOf(error));
}

/** The server answered NO or BAD: the connection is fine, the request is not. */
function isAnswer(error: unknown): boolean {
  return textOf(error, 'responseStatus') !== null;
}

function wordsOf(error: unknown): string {
  const said = textOf(error, 'responseText') ?? textOf(error, 'response') ?? (error instanceof Error ? error.message : 'an unknown fault');
  const code = textOf(error, 'code');
  return `${code === null ? '' : `${code}: `}${said}`.slice(0, 300);
}

function fieldOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}

function textOf(error: unknown, name: string): string | null {
  const value = fieldOf(error, name);
  return typeof value === 'string' && value !== '' ? value : null;
}
