import { foldLine, wordsOf } from './folded-line.ts';
import { hasAddress } from './quote-heads.ts';

const closings = new Set(
  ('regards|best regards|kind regards|warm regards|with regards|many thanks and best regards|thanks and regards|sincerely|sincerely yours|yours sincerely|yours faithfully|yours truly|best|best wishes|all the best|cheers|respectfully|cordially|thanks|thank you|many thanks|' +
    'saludos|un saludo|saludos cordiales|un cordial saludo|cordial saludo|un saludo cordial|reciba un cordial saludo|atentamente|atte|cordialmente|muy atentamente|un abrazo|gracias|muchas gracias|gracias y saludos|quedo atento|quedo atenta|salutacions|' +
    'atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|abracos|obrigado|obrigada|att|' +
    'cordialement|bien cordialement|bien a vous|salutations|meilleures salutations|sinceres salutations|merci|' +
    'mit freundlichen grussen|freundliche grusse|viele grusse|beste grusse|herzliche grusse|mfg|vg|lg|liebe grusse|danke|' +
    'cordiali saluti|distinti saluti|saluti|grazie|met vriendelijke groet|vriendelijke groeten|groeten|mvh|med venlig hilsen|med vanliga halsningar|vennlig hilsen|pozdrawiam|с уважением').split('|'),
);
const titles = /\b(?:ceo|cto|cfo|coo|founder|director[ae]?|directeur|direktor|manager|gerente|jef[ea]|chef|lead|head of|engineer|ingenier[oa]|ingenieur|analist[ae]?|analyst|coordinador[a]?|coordinator|asistente|assistant|assistent|secretari[oa]|consult[a-z]*|geschaftsfuhr[a-z]*|leiter(?:in)?|presidente|president|vice|profesor[a]?|professor|contador[a]?|abogad[oa]|departamento|department|abteilung|depto|area de)\b/u;
const reachable = /\b(?:tel|cel|movil|mobile|phone|fax|pbx|ext|telefono|telefon|celular|whatsapp|www|http|https)\b|[|@]|\b(?:s\.a\.s?|sas|ltda|ltd|inc|gmbh|s\.l|llc|nit)\b/u;
/** Words of somebody who still says something. */
const saying = /\b(?:ps|pd|p\.d|p\.s|nb|nota|note|mi|mis|my|es|is|son|are|mein|meine|ist|mon|est|meu|please|por favor|bitte|favor|llam[a-z]*|call|urgente|no)\b/u;
const mostLines = 8;
const longestLine = 90;

/** From which line on only a signature stands: a closing, a name, and how to reach whose it is. A closing with a bare name is how people end a letter, and stays; so does everything in doubt. */
export function signatureBlockAt(lines: readonly string[]): number | null {
  const spoken = lines.flatMap((line, place) => (line.trim() === '' ? [] : [{ line, place }])).slice(-mostLines - 1);
  for (let at = spoken.length - 3; at >= 0; at -= 1) {
    const closing = spoken[at];
    if (!closing || !isClosing(closing.line)) continue;
    const below = spoken.slice(at + 1).map(({ line }) => line);
    return closing.place > 0 && isSignature(below) ? closing.place : null;
  }
  return null;
}

function isClosing(line: string): boolean {
  return line.length <= longestLine && closings.has(foldLine(line).replace(/[\s,.!:;-]+$/u, ''));
}

function isSignature(lines: string[]): boolean {
  const [name = '', ...others] = lines;
  if (!isName(name) || lines.some((line) => line.length > longestLine)) return false;
  const folded = others.map(foldLine);
  if (folded.some((line) => saying.test(line) || line.endsWith('?') || wordsOf(line).length > 12)) return false;
  return folded.some((line) => titles.test(line) || reachable.test(line) || hasAddress(line) || isPhone(line));
}

function isName(written: string): boolean {
  const words = written.trim().replaceAll('*', '').split(/\s+/u);
  return words.length <= 5 && words.every((word) => /^[\p{L}.'’-]+,?$/u.test(word)) && /^\p{Lu}/u.test(words[0] ?? '');
}

function isPhone(line: string): boolean {
  const digits = line.replace(/\D/gu, '').length;
  return digits >= 7 && digits * 2 >= line.replace(/\s/gu, '').length;
}
