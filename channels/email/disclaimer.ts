import { foldLine } from './folded-line.ts';

/** A notice about secrecy tells of the secret, of whom it is meant for, and of what is forbidden or to be done. */
const secret = /\b(?:confiden|privileg|vertraulich|riservat|reservad|vertrouwelijk|konfidential|fortrolig|poufn|legally protected|clasificad)/u;
const addressee = /\b(?:destinat|recipient|addressee|empfang|intended|dirigid|adressat|ontvanger|geadresseerde|mottagar|modtager|exclusiv)/u;
const demand = /\b(?:error|erreur|errore|erro\b|mistake|irrtum|delete|destroy|elimin|borr|supprim|detrui|cancell|apag|losch|vernicht|notif|prohib|interdit|proibid|vietat|verboten|unbefugt|unauthori|strictly|divulg|disclos|difus)/u;
const paper = /\b(?:before printing|antes de imprimir|avant d'imprimer|bevor sie diese|prima di stampare)\b/u;
const shortest = 120;
const longest = 6000;

/** From which line on only notices of the law or of saving paper stand; null when there is none. */
export function disclaimerAt(lines: readonly string[]): number | null {
  let found: number | null = null;
  let end = lines.length;
  for (let paragraphs = 0; paragraphs < 8; paragraphs += 1) {
    while (end > 0 && (lines[end - 1] ?? '').trim() === '') end -= 1;
    let start = end;
    while (start > 0 && (lines[start - 1] ?? '').trim() !== '') start -= 1;
    if (start === 0 || !isDisclaimer(lines.slice(start, end).join(' '))) break;
    found = start;
    end = start;
  }
  return found;
}

function isDisclaimer(written: string): boolean {
  if (written.length > longest) return false;
  const text = foldLine(written);
  if (paper.test(text)) return text.length < 400;
  return text.length >= shortest && secret.test(text) && addressee.test(text) && demand.test(text);
}
