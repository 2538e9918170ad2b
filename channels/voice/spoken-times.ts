/** A time of day on a 24-hour clock. */
export interface TimeOfDay {
  hour: number;
  minute: number;
}

const units: Record<string, number> = {
  cero: 0, una: 1, uno: 1, un: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, once: 11, doce: 12,
  trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17, dieciocho: 18, diecinueve: 19, veinte: 20, veintiuna: 21,
  veintiuno: 21, veintidos: 22, veintitres: 23, veinticuatro: 24, veinticinco: 25, veintiseis: 26, veintisiete: 27, veintiocho: 28,
  veintinueve: 29, treinta: 30, cuarenta: 40, cincuenta: 50,
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13,
  fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50,
};
// A map, for a word may be `constructor`.
const numberWords = new Map(Object.entries(units));

/** Another day, or a stretch of time: not a time of day. */
const notATimeOfDay = new RegExp(
  String.raw`\b(?:tomorrow|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|` +
    String.raw`lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|mes|pasado|ayer|` +
    String.raw`(?:dentro de|en|in|within) (?:\S+ ){1,3}(?:horas?|hours?|minutos?|minutes?|dias?|days?)|` +
    String.raw`media hora|half an hour|una hora|an hour|(?:\S+ )?minutos|(?:\S+ )?minutes|dias|days|hours)\b`,
);

type Period = 'am' | 'pm' | 'night' | null;

/**
 * The time of day in what was said: "a las tres y media de la tarde", "after 3", "quarter to five", "16:30". Null when
 * there is none, or another day or a stretch of time was meant. An hour that may be in the night (1 to 6, without "in
 * the morning") is the one in the afternoon.
 */
export function spokenTime(words: string): TimeOfDay | null {
  const text = plainText(words);
  const period = periodOf(text);
  // "mañana" on its own is tomorrow, "de la mañana" a part of the day.
  const rest = text.replaceAll(/\b(?:de|por|en) la (?:manana|tarde|noche|madrugada)\b|\bin the (?:morning|afternoon|evening)\b|\bat night\b|\b[ap]m\b/g, ' ');
  if (/\bmanana\b/.test(rest) || notATimeOfDay.test(rest.replaceAll(/ +/g, ' '))) return null;
  if (/\b(?:medianoche|midnight)\b/.test(rest)) return { hour: 0, minute: 0 };
  const said = clockIn(tokensOf(rest));
  if (said) return withPeriod(said, period);
  return /\b(?:mediodia|medio dia|noon|midday)\b/.test(rest) ? { hour: 12, minute: 0 } : null;
}

/** The time of day that was typed: `1500`, `930`, `15`. Four digits are taken as they are; an hour alone as `spokenTime` would. */
export function typedTime(digits: string): TimeOfDay | null {
  const typed = digits.replaceAll('#', '');
  if (!/^\d{1,4}$/.test(typed)) return null;
  const hour = Number(typed.length > 2 ? typed.slice(0, -2) : typed);
  const minute = typed.length > 2 ? Number(typed.slice(-2)) : 0;
  if (typed.length === 4) return valid({ hour: hour === 24 && minute === 0 ? 0 : hour, minute });
  return withPeriod({ hour, minute, exact: hour > 12 }, null);
}

function plainText(words: string): string {
  return words
    .slice(0, 300)
    .normalize('NFD')
    .replaceAll(/[\p{M}'’‘`´]/gu, '')
    .toLowerCase()
    .replaceAll(/\b([ap])\.?\s?m\b\.?/g, ' $1m ')
    .replaceAll(/(\d)([ap]m)\b/g, '$1 $2')
    .replaceAll(/(\d)\s?h(?:rs?)?(?=\d|\b)\.?/g, '$1 ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function periodOf(text: string): Period {
  if (/\bam\b|\bde la madrugada\b|\b(?:de|por|en) la manana\b|\bin the morning\b/.test(text)) return 'am';
  if (/\bde la noche\b|\bpor la noche\b|\ben la noche\b|\bat night\b|\bin the evening\b/.test(text)) return 'night';
  return /\bpm\b|\b(?:de|por|en) la tarde\b|\bin the afternoon\b|\bdel? medio ?dia\b/.test(text) ? 'pm' : null;
}

type Token = { number: number; written: string } | { word: string };

/** Words and numbers, with "forty five" and "cuarenta y cinco" made one. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const number = /^\d{1,4}$/.test(word) ? Number(word) : numberWords.get(word);
    const previous = tokens.at(-1);
    const tens = previous && 'word' in previous && previous.word === 'y' ? tokens.at(-2) : previous;
    if (number !== undefined && number >= 1 && number <= 9 && !/\d/.test(word) && isTens(tens) && (tens === previous || tens.number >= 30)) {
      if (tens !== previous) tokens.pop();
      tokens.pop();
      tokens.push({ number: tens.number + number, written: '' });
    } else tokens.push(number === undefined ? { word } : { number, written: word });
  }
  return tokens;
}

function isTens(token: Token | undefined): token is Extract<Token, { number: number }> {
  return token !== undefined && 'number' in token && !/\d/.test(token.written) && [20, 30, 40, 50].includes(token.number);
}

interface Clock {
  hour: number;
  minute: number;
  /** Said on a 24-hour clock. */
  exact: boolean;
}

/** The first time of day in the tokens. */
function clockIn(tokens: Token[]): Clock | null {
  for (let index = 0; index < tokens.length; index += 1) {
    const clock = clockAt(tokens, index);
    if (clock) return clock;
  }
  return null;
}

function clockAt(tokens: Token[], index: number): Clock | null {
  const word = (at: number): string => { const token = tokens[at]; return token && 'word' in token ? token.word : ''; };
  const number = (at: number): number | null => { const token = tokens[at]; return token && 'number' in token ? token.number : null; };
  const minutesSaid = number(index) ?? fractions.get(word(index)) ?? null;
  if (minutesSaid !== null && minutesSaid < 60) {
    // "half past three", "ten past three"; "quarter to four", "diez para las cuatro".
    const after = word(index + 1);
    const hourAt = word(index + 2) === 'las' || word(index + 2) === 'la' ? index + 3 : index + 2;
    const hour = number(hourAt);
    if (hour !== null && hour <= 24 && (after === 'past' || after === 'after')) return { hour, minute: minutesSaid, exact: hour > 12 };
    if (hour !== null && hour <= 24 && (after === 'to' || after === 'para' || after === 'till')) return before(hour, minutesSaid);
  }
  const first = tokens[index];
  if (!first || !('number' in first)) return null;
  if (first.number > 24) return fourDigits(first);
  const hour = first.number;
  const exact = hour > 12 || /^0\d/.test(first.written);
  const next = word(index + 1);
  const toFollow = next === 'y' || next === 'con' || next === 'and' ? index + 2 : index + 1;
  if (next === 'menos') {
    const less = number(index + 2) ?? fractions.get(word(index + 2));
    if (less !== undefined && less < 60) return before(hour, less);
  }
  const fraction = next === 'y' ? fractions.get(word(toFollow)) : undefined;
  if (fraction !== undefined) return { hour, minute: fraction, exact };
  if (next === 'o' || next === 'oh') {
    const minute = number(index + 2);
    if (minute !== null && minute < 10) return { hour, minute, exact };
  }
  const minute = toFollow === index + 1 || !isRange(tokens) ? number(toFollow) : null;
  return { hour, minute: minute !== null && minute < 60 ? minute : 0, exact };
}

const fractions = new Map([['media', 30], ['half', 30], ['cuarto', 15], ['quarter', 15]]);

/** "entre las 3 y las 5": what follows the "y" is another hour. */
function isRange(tokens: Token[]): boolean {
  return tokens.some((token) => 'word' in token && (token.word === 'entre' || token.word === 'between'));
}

function before(hour: number, minutes: number): Clock {
  if (minutes === 0) return { hour, minute: 0, exact: hour > 12 };
  const earlier = hour === 1 ? 12 : hour - 1;
  return { hour: earlier < 0 ? 23 : earlier, minute: 60 - minutes, exact: hour > 12 };
}

function fourDigits(token: { number: number; written: string }): Clock | null {
  if (!/^\d{3,4}$/.test(token.written)) return null;
  const clock = { hour: Math.floor(token.number / 100), minute: token.number % 100 };
  return valid(clock) && { ...clock, exact: token.written.length === 4 };
}

function withPeriod({ hour, minute, exact }: Clock, period: Period): TimeOfDay | null {
  if (hour === 24) return valid({ hour: 0, minute });
  if (hour > 12 || hour === 0) return valid({ hour, minute });
  switch (period) {
    case 'am':
      return valid({ hour: hour % 12, minute });
    case 'pm':
      return valid({ hour: hour === 12 ? 12 : hour + 12, minute });
    case 'night':
      // "las doce de la noche" is midnight, "la una de la noche" an hour later.
      return valid({ hour: hour === 12 ? 0 : hour < 5 ? hour : hour + 12, minute });
    case null:
      return valid({ hour: !exact && hour < 7 ? hour + 12 : hour, minute });
  }
}

function valid(time: TimeOfDay): TimeOfDay | null {
  const { hour, minute } = time;
  return Number.isInteger(hour) && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 ? time : null;
}
