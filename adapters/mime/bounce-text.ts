import type { BounceReport } from '../../src/core/index.ts';
import { cleanAddress } from './addresses.ts';
import { readDeliveryStatus } from './bounce-status.ts';
import { oneLine } from './header-text.ts';

/** What of a mail may tell that a mail server wrote it. */
export interface DaemonSigns {
  /** Address and name of the sender. */
  from: string;
  returnPath: string | null;
  subject: string;
  failedRecipients: string | null;
  text: string;
  /** Whom it was written and delivered to: our own addresses, which are no recipients that failed. */
  to: readonly string[];
  deliveredTo: readonly string[];
  sender: string;
}

const mailer = /^[^<]*<?(?:mailer[-_. ]?daemon|mail[-_. ]?daemon|postmaster)@/i;
const daemon =
  /(?:^|[\s"<'])(?:mailer[-_. ]?daemon|postmaster|mail[-_. ]?daemon|mdaemon|mail[-_. ]?delivery|mailsystem|bounces?)[^@\s]*@|mail delivery (?:sub)?system|mailer-daemon|microsoft outlook|system administrator|administrador del sistema|sistema de entrega|mail administrator/i;
const failure =
  /undeliver(?:able|ed)|undelivrable|unzustellbar|no (?:se )?(?:ha )?(?:podido|puede|pudo) (?:ser )?(?:entrega|envia)|no entregad|no entregable|não (?:foi )?entregue|non remis|returned mail|failure notice|delivery (?:has )?fail|delivery status notification|delivery notification|notificación de(?:l)? estado de (?:la )?entrega|mail delivery|message delivery|failed delivery|failure delivery|^delivery (?:status|report)$|mail fail(?:ed|ure)|error sending your mail|mail system error|(?:message|mail) (?:could )?not (?:be )?delivered|could not (?:be )?deliver|non-?delivery|devoluci[oó]n|devuelto|rebotad|error de entrega|rejected mail|address not found|returning message to sender|bounce notification/i;
const delay = /\bdelay(?:ed)?\b|retras|demorad|still being retried|not (?:yet )?been delivered|will (?:be retried|keep trying|continue (?:to try|trying))|warning: (?:message|could not)|se seguir[áa] intentando|a[úu]n no (?:se )?(?:ha|pudo)/i;
const givenUp = /giv(?:en|ing) up|permanent|fatal error|failed permanently|definitiv|no longer|returned|devuelto|ya no se/i;
const success = /^(?:success|delivered|entregado|relayed|retransmitido)\b|\((?:success|éxito|correcto)\)/i;
const opening =
  /^\s*(?:hi\. this is the |this is the mail system at host|this message was created automatically by mail delivery software|this is an automatically generated delivery status|your message\s+did(?: not|n't) reach|your message (?:wasn't delivered|to \S+ couldn't be delivered)|delivery has failed to these recipients|the following addresses had|no se pudo entregar|error en la entrega|su mensaje no (?:se )?(?:ha|pudo|lleg))/i;
/** Where the mail that comes back begins. */
const returned =
  /^(?:-{2,}.{0,30}(?:below this line|this is a copy|original message|returned message|mensaje original|message header|the header of|forwarded|unsent|the body)|(?:original message|mensaje original|encabezados? (?:del mensaje )?original|original message headers|diagnostic information for administrators|información de diagnóstico)\b.{0,40}:?\s*$|message headers follow|return-path: |message-id: |received: from |reporting-mta: )/im;

/** The address of its sender is one that only mail servers write from. */
export function isFromMailer({ from }: DaemonSigns): boolean {
  return mailer.test(from.slice(0, 1_000));
}

/** The report of a mail server that does not write RFC 3464, made out from its words; null unless a mail server wrote it. */
export function readBounceText(signs: DaemonSigns): BounceReport[] | null {
  const { from, returnPath, subject, failedRecipients } = signs;
  const text = signs.text.slice(0, 64 * 1024);
  const isDaemon = daemon.test(from) || returnPath === '' || failedRecipients !== null;
  const saysSo = failure.test(subject) || (delay.test(subject) && daemon.test(from)) || failedRecipients !== null || opening.test(text) || success.test(subject);
  if (!isDaemon || !saysSo) return null;
  const written = readWrittenStatus(text);
  if (written.length > 0) return written;
  const told = text.slice(0, returned.exec(text)?.index ?? text.length);
  const action = actionOf(subject, told);
  const own = [...signs.to, ...signs.deliveredTo, signs.sender];
  const recipients = failedRecipients === null ? findRecipients(told, own) : addressesIn(failedRecipients, own);
  // Some servers name the recipient that failed as whom the report was for at first.
  if (recipients.length === 0) recipients.push(...findRecipients(told, [...signs.to, signs.sender]));
  if (recipients.length === 0) return [{ action, recipient: null, ...findReason(told) }];
  return recipients.slice(0, 100).map((recipient) => ({ action, recipient, ...findReason(after(told, recipient), told) }));
}

/** The same report, with what a text says of its recipient where it has no exact status itself. */
export function explainReport(report: BounceReport, text: string): BounceReport {
  const { recipient, status, diagnostic } = report;
  if (recipient === null || diagnostic !== null || (status !== null && !status.endsWith('.0.0'))) return report;
  const at = text.slice(0, 64 * 1024).toLowerCase().indexOf(recipient);
  const told = at < 0 ? null : findReason(text.slice(at, at + 1_500).split(/\n(?=\S{1,200}@\S)/, 1)[0] ?? '');
  if (!told?.status || (status !== null && told.status[0] !== status[0])) return report;
  return { ...report, ...told };
}

function actionOf(subject: string, told: string): BounceReport['action'] {
  if (success.test(subject)) return /relayed|retransmitido/i.test(subject) ? 'relayed' : 'delivered';
  if (delay.test(subject)) return 'delayed';
  return delay.test(told) && !givenUp.test(told) && !failure.test(subject.replace(/delivery status notification/i, '')) ? 'delayed' : 'failed';
}

/** The fields of RFC 3464 in the middle of a text. */
function readWrittenStatus(text: string): BounceReport[] {
  const begin = /^(?:reporting-mta|original-recipient|final-recipient|action):/im.exec(text)?.index;
  return begin === undefined ? [] : readDeliveryStatus(text.slice(begin)).filter(({ recipient }) => recipient !== null);
}

/** Those that a line begins with, as lists of recipients do; else any. */
function findRecipients(told: string, own: readonly string[]): string[] {
  const starts = told.split('\n').map((line) => /^[<"'*-]*([^\s<>"',;:()]{1,200}@[^\s<>"',;:()]{1,200})[>"']?/.exec(line.trim().slice(0, 500))?.[1] ?? '').join(' ');
  const listed = addressesIn(starts, own);
  return listed.length > 0 ? listed : addressesIn(told, own).slice(0, 1);
}

function addressesIn(text: string, own: readonly string[]): string[] {
  const found = [...text.matchAll(/(?<![^\s<("',;:[=])([^\s<>"',;:()[\]=]{1,100}@[^\s<>"',;:()[\]]{1,200})/g)].flatMap(([, given = '']) => cleanAddress(given) ?? []);
  return [...new Set(found)].filter((address) => address.includes('.') && !own.includes(address) && !/^(?:mailer-daemon|postmaster)@/.test(address));
}

function after(told: string, recipient: string): string {
  const at = told.toLowerCase().indexOf(recipient);
  return at < 0 ? told : told.slice(at, at + 1_500);
}

/** The status and the words of the other server, from the first of these texts that has any. */
function findReason(...texts: string[]): { status: string | null; diagnostic: string | null } {
  for (const text of texts) {
    const line = /^.*(?<![\d.@-])(?:[45]\d\d[ -]|#?[45]\.\d{1,3}\.\d{1,3}(?![\d.]))[^]{0,600}/m.exec(text)?.[0];
    if (line === undefined) continue;
    const words = line.split(/\n[ \t]*\n/)[0] ?? '';
    const status = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(words)?.[0] ?? null;
    // What is told of a recipient in brackets begins behind the first of them.
    return { status, diagnostic: oneLine(words.replace(/^[^\s<>]{1,320}>:?\s*/, ''), 1_000) };
  }
  return { status: null, diagnostic: null };
}
