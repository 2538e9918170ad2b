import { foldLine } from './folded-line.ts';

/** What mail programs put before the subject of an answer or of what is passed on. */
const answerMarks =
  're|aw|antw|antwort|sv|vs|vl|res|resp|rsp|rif|r|odp|odg|ynt|yan|ats|bls|hl|vb|tr|fw|fwd|rv|wg|enc|doorst|i|pd|reenv|ilt|inoltra|reenviado|respuesta|risposta|reponse|trsf|transf|továbbítás|vá|atb|回复|回覆|答复|返信|답장|转发|轉寄|転送|전달|отв|ответ|απ|σχετ';
const forwardMarks = 'fw|fwd|rv|wg|enc|tr|i|doorst|vb|vl|pd|reenv|ilt|inoltra|reenviado|trsf|transf|továbbítás|转发|轉寄|転送|전달';
const answers = new Set(answerMarks.split('|').map(foldLine));
const forwards = new Set(forwardMarks.split('|').map(foldLine));
const longestSubject = 1000;

/** A subject to compare: without marks of answers, lists and tickets, in lower case without accents; '' when nothing is left. */
export function topicOf(subject: string): string {
  let rest = foldLine(subject.slice(0, longestSubject));
  for (;;) {
    const next = withoutTag(withoutTickets(withoutMark(rest)));
    if (next === rest) return rest;
    rest = next;
  }
}

/** Public ticket numbers in a subject (`V-1042`), as integers, each once. */
export function ticketNumbersIn(subject: string): number[] {
  const found = subject.slice(0, longestSubject).matchAll(/(?<![\p{L}\p{N}-])v-(\d{1,9})(?![\p{L}\p{N}])/giu);
  return [...new Set([...found].map(([, digits]) => Number(digits)).filter((number) => number > 0))].slice(0, 20);
}

/** The first mark says that the mail was passed on rather than answered. */
export function saysForwarded(subject: string): boolean {
  return forwards.has(markOf(withoutTag(foldLine(subject.slice(0, longestSubject))))?.word ?? '');
}

function withoutMark(subject: string): string {
  const mark = markOf(subject);
  return mark && answers.has(mark.word) ? mark.rest : subject;
}

/** What stands before the first colon, without a counter such as `[2]` or `^2`. */
function markOf(subject: string): { word: string; rest: string } | null {
  const colon = subject.indexOf(':');
  if (colon < 1 || colon > 16) return null;
  const word = subject.slice(0, colon).replace(/(?:\s?[[(]\d{1,3}[\])]|\^\d{1,3}|\*\d{1,3})?\s?$/u, '').trim();
  return { word, rest: subject.slice(colon + 1).trim() };
}

function withoutTag(subject: string): string {
  const match = /^\[[^[\]]{1,40}\]\s?/u.exec(subject);
  return match && match[0].length < subject.length ? subject.slice(match[0].length) : subject;
}

function withoutTickets(subject: string): string {
  return subject.replace(/^v-\d{1,9}\s?[:|]/u, ' ').replace(/[[(]?\bv-\d{1,9}\b[\])]?/gu, ' ').replace(/\s+/gu, ' ').trim();
}
