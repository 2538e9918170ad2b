import type { AutomaticKind, AutomaticSign, InboundMail } from '../../src/core/index.ts';
import { foldLine } from './folded-line.ts';
import { domainOf, type OwnAddresses } from './mailboxes.ts';
import { ownMark } from './render.ts';

/** How an automatic answer's subject begins, folded. */
const absentOpenings =
  'automatic reply|auto reply|auto-reply|autoreply|auto response|auto-response|automatic response|autoresponse|out of office|out of the office|out-of-office|ooo:|away from the office|i am out of the office|vacation|on vacation|on leave|away notice|respuesta automatica|respuesta auto|contestacion automatica|fuera de la oficina|fuera de oficina|ausente de la oficina|mensaje automatico|ausencia|de vacaciones|resposta automatica|fora do escritorio|ausencia temporaria|aviso de ferias|reponse automatique|absence du bureau|absent du bureau|message d\'absence|en conges|automatische antwort|abwesenheit|abwesend|nicht im buro|urlaub|risposta automatica|fuori sede|fuori ufficio|automatisch antwoord|afwezig|autosvar|automatiskt svar|automatisk svar|automaattinen vastaus|automatyczna odpowiedz|автоматический ответ|автоответ'.split('|');
const plainWords = new Set(['vacation', 'on vacation', 'on leave', 'ausencia', 'de vacaciones', 'en conges', 'urlaub', 'afwezig', 'abwesend']);
/** How the subject of a report on undelivered mail begins, folded. */
const failureOpenings =
  'undeliver|delivery status notification|delivery failure|delivery has failed|mail delivery fail|mail delivery system|failure notice|returned mail|returned to sender|message not delivered|delivery report|delivery delayed|warning: could not send|no se puede entregar|no se ha podido entregar|no entregado|no se pudo entregar|notificacion del estado de entrega|correo devuelto|error de entrega|fallo en la entrega|nao entregue|nao foi possivel entregar|falha na entrega|unzustellbar|zustellung fehlgeschlagen|non remis|non delivre|echec de la remise|echec de remise|mancata consegna|non recapitabile'.split('|');
const machineNames = /^(?:mailer-daemon|mail-daemon|mailerdaemon|mail-delivery-system)$/u;
const answerHeaders = [
  'x-autoreply', 'x-auto-reply', 'x-autoreply-from', 'x-auto-reply-from', 'x-autorespond', 'x-autoresponder', 'x-autoresponse', 'x-mail-autoreply', 'x-vacation', 'x-zendesk-auto-reply',
];

type Judge = (mail: InboundMail, own: OwnAddresses) => AutomaticSign | null;

/** Whether a machine sent it, and what says so (RFC 3834, RFC 2919, RFC 2369); null for what a person wrote. */
export function automaticSign(mail: InboundMail, own: OwnAddresses): AutomaticSign | null {
  const sure = firstOf([ownSign, receiptSign, bounceSign], mail, own);
  if (sure) return sure;
  if (autoSubmitted(mail) === 'no') return listSign(mail);
  return firstOf([answerSign, generatedSign, listSign, bulkSign, nullPathSign], mail, own);
}

function firstOf(judges: Judge[], mail: InboundMail, own: OwnAddresses): AutomaticSign | null {
  for (const judge of judges) {
    const sign = judge(mail, own);
    if (sign) return sign;
  }
  return null;
}

/** Our own mail come back: its Message-ID is one that we make, or it carries our mark. */
function ownSign(mail: InboundMail, own: OwnAddresses): AutomaticSign | null {
  const domain = /^<r\.[\da-f]{32}@([^<>@\s]+)>$/u.exec((mail.messageId ?? '').slice(0, 400).toLowerCase())?.[1];
  if (domain !== undefined && own.domains.has(domain)) return said('own', 'message-id: our own');
  for (const name of [ownMark.toLowerCase(), 'x-loop']) {
    const value = headerOf(mail, name);
    if (value !== null && own.read(value) !== null) return said('own', `${name}: ${value}`);
  }
  return null;
}

/** A receipt says that a mail was opened, or deleted unread (RFC 8098): it has arrived. */
function receiptSign(mail: InboundMail): AutomaticSign | null {
  return isReceipt(mail) ? said('auto-reply', 'report: disposition-notification') : null;
}

/** A mail program tells what became of a mail of ours (RFC 8098). */
export function isReceipt(mail: Pick<InboundMail, 'headers' | 'bounce'>): boolean {
  return mail.bounce.length === 0 && /^multipart\/report\b.*;\s*report-type\s*=\s*"?disposition-notification\b/u.test(headerOf(mail, 'content-type') ?? '');
}

function bounceSign(mail: InboundMail): AutomaticSign | null {
  if (mail.bounce.length > 0) return said('bounce', `report: ${mail.bounce[0]?.action ?? ''}`);
  const local = localPart(mail);
  if (machineNames.test(local)) return said('bounce', `from: ${local}`);
  if (headerOf(mail, 'x-failed-recipients') !== null) return said('bounce', 'x-failed-recipients');
  const isFailure = beginsWithOneOf(failureOpenings, mail.subject) !== null;
  if (local === 'postmaster' && (mail.returnPath === '' || isFailure || mail.returnedIds.length > 0)) return said('bounce', 'from: postmaster');
  if (mail.returnPath === '' && (mail.returnedIds.length > 0 || isFailure)) return said('bounce', 'null return path');
  return null;
}

function answerSign(mail: InboundMail): AutomaticSign | null {
  const submitted = autoSubmitted(mail);
  if (submitted === 'auto-replied') return said('auto-reply', `auto-submitted: ${submitted}`);
  for (const name of answerHeaders) {
    const value = headerOf(mail, name);
    if (value !== null && value !== 'no' && value !== 'false') return said('auto-reply', `${name}: ${value}`);
  }
  const precedence = headerOf(mail, 'precedence');
  if (precedence === 'auto_reply' || precedence === 'auto-reply') return said('auto-reply', `precedence: ${precedence}`);
  const rules = headerOf(mail, 'x-ms-exchange-inbox-rules-loop');
  // A rule of Exchange passes mails on, too; only the answer of an absent one asks for none.
  if (rules !== null && /\b(?:all|oof|autoreply)\b/u.test(headerOf(mail, 'x-auto-response-suppress') ?? '')) return said('auto-reply', 'x-ms-exchange-inbox-rules-loop');
  const opening = beginsWithOneOf(absentOpenings, mail.subject);
  return opening !== null ? said('auto-reply', `subject: ${opening}`) : null;
}

/** Asking for no automatic answers is no proof of an answer: ticket systems ask it for what their people write, too (MS-OXCMAIL, 2.2.3.2.14). */
function generatedSign(mail: InboundMail): AutomaticSign | null {
  const submitted = autoSubmitted(mail);
  if (submitted !== null) return said('auto-generated', `auto-submitted: ${submitted}`);
  const suppressed = headerOf(mail, 'x-auto-response-suppress');
  if (suppressed === null || suppressed === 'none') return null;
  return said('auto-generated', `x-auto-response-suppress: ${suppressed}`);
}

function listSign(mail: InboundMail): AutomaticSign | null {
  for (const name of ['list-id', 'list-post', 'list-unsubscribe']) {
    const value = headerOf(mail, name);
    if (value !== null) return said(name === 'list-unsubscribe' ? 'bulk' : 'list', `${name}: ${value}`);
  }
  return headerOf(mail, 'precedence') === 'list' ? said('list', 'precedence: list') : null;
}

function bulkSign(mail: InboundMail): AutomaticSign | null {
  const precedence = headerOf(mail, 'precedence');
  return precedence === 'bulk' || precedence === 'junk' ? said('bulk', `precedence: ${precedence}`) : null;
}

/** Only machines send from nowhere (RFC 5321, 4.5.5). */
function nullPathSign(mail: InboundMail): AutomaticSign | null {
  return mail.returnPath === '' ? said('auto-reply', 'null return path') : null;
}

function said(kind: AutomaticKind, sign: string): AutomaticSign {
  return { kind, sign: sign.slice(0, 200).toWellFormed() };
}

/** Its first word, since parameters may follow (RFC 3834, 5). */
function autoSubmitted(mail: InboundMail): string | null {
  return /^[a-z-]+/u.exec(headerOf(mail, 'auto-submitted') ?? '')?.[0] ?? null;
}

function headerOf({ headers }: Pick<InboundMail, 'headers'>, name: string): string | null {
  if (!Object.hasOwn(headers, name)) return null;
  return (headers[name] ?? '').slice(0, 1000).replace(/\([^()]*\)/gu, '').trim().toLowerCase() || null;
}

function localPart(mail: InboundMail): string {
  const address = mail.from[0]?.address.toLowerCase() ?? '';
  return address.slice(0, address.length - domainOf(address).length).replace(/@$/u, '');
}

/** Words that people begin a subject with too count only when nothing or a colon follows. */
function beginsWithOneOf(openings: readonly string[], subject: string): string | null {
  const folded = foldLine(subject.slice(0, 500)).replace(/^\[[^[\]]{1,40}\]\s?/u, '');
  return openings.find((opening) => folded.startsWith(opening) && (!plainWords.has(opening) || /^(?:$|\s?[:(])/u.test(folded.slice(opening.length)))) ?? null;
}
