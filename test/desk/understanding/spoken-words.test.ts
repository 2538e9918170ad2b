import { describe, expect, it } from 'vitest';
import { readWords } from '../../../src/desk/understanding/learn.ts';

/** What a recogniser of speech gives, and what somebody would have written. */
const alike: [heard: string, written: string][] = [
  ['eh este la la impresora del piso veinte cuatro', 'La impresora del piso 24.'],
  ['o sea pues no me no me abre el correo mmm', 'No me abre el correo'],
  ['um you know I would like a room uh for two hundred and five people', 'I would like a room for 205 people'],
  ['este, necesito una sala para treinta y cinco personas', 'Necesito una sala para 35 personas'],
  ['mi extensión es la dos cero cuatro', 'mi extension es la 2 0 4'],
  ['it is like the printer', 'It is the printer'],
  ['dos mil veintiséis', '2026'],
  ['diez y seis sillas', 'dieciséis sillas'],
  ['one hundred and twenty one', 'ciento veintiún'],
];

/** Where such words are meant. */
const meant: [text: string, words: string][] = [
  ['este computador no prende', 'este computador no prende'],
  ['I would like a room', 'i would like a room'],
  ['do you know the room', 'do you know the room'],
  ['one of them at once', 'one of them at once'],
  ['una sala', 'una sala'],
  ['cinco y seis', '5 y 6'],
  ['the second one', 'the second one'],
  ['nineteen ninety nine', '19 99'],
];

describe('speech is read as what is written', () => {
  it.each(alike)('%s', (heard, written) => expect(readWords(heard)).toEqual(readWords(written)));

  it.each(meant)('and leaves what is meant: %s', (text, words) => expect(readWords(text).join(' ')).toBe(words));

  it('takes no word from a text that only repeats', () => {
    expect(readWords('dos '.repeat(1_000))).toEqual([]);
    expect(readWords('la '.repeat(1_000))).toEqual(['la']);
    expect(readWords('no me '.repeat(100))).toEqual(['no', 'me']);
  });
});
