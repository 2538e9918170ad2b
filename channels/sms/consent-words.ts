import type { ConsentWord, Locale } from '../../src/core/index.ts';

interface Meaning {
  asks: ConsentWord['asks'];
  /** Also an everyday answer, so it asks for this only while the sender has said stop. */
  onlyWhileStopped?: boolean;
  /** The language of the answer; null where the word is used in both. */
  locale: Locale | null;
}

const stop = (locale: Locale | null): Meaning => ({ asks: 'stop', locale });
const help = (locale: Locale | null): Meaning => ({ asks: 'help', locale });
const start = (locale: Locale | null): Meaning => ({ asks: 'start', locale });
const startAgain = (locale: Locale | null): Meaning => ({ asks: 'start', locale, onlyWhileStopped: true });

/**
 * Every word that says more than its text, alone in a message. Case, accents, blanks and punctuation do not count.
 *
 * | asks  | English                                                           | Spanish                                         |
 * |-------|-------------------------------------------------------------------|-------------------------------------------------|
 * | stop  | STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT REMOVE     | ALTO PARAR PARE BAJA "DAR(ME) DE BAJA" CANCELAR DETENER DESUSCRIBIR(ME) SALIR "NO MAS" "NO MAS MENSAJES" |
 * | start | START UNSTOP; YES only while stopped                              | SÍ, ALTA, INICIAR, REANUDAR: only while stopped |
 * | help  | HELP INFO                                                         | AYUDA                                           |
 *
 * The English ones are those that the network itself acts on (twilio.com/docs/messaging/tutorials/advanced-opt-out, and
 * AWS's required keywords for REMOVE): not honouring one would only mean that our texts are refused. Carriers demand
 * ALTO and AYUDA of whoever writes in Spanish; the others translate a demanded English word. CANCEL and CANCELAR are
 * honoured even though somebody may mean an appointment: a text too few is told to both sides and undone by START, a
 * text too many breaks the law. FIN and TERMINAR are no network's words and stay answers. YES, SÍ and ALTA answer
 * questions far more often than they ask for texts, so they do it only where texts are stopped.
 */
const meanings = new Map<string, Meaning>([
  ['STOP', stop(null)], ['STOPALL', stop(null)], ['OPTOUT', stop('en')], ['UNSUBSCRIBE', stop('en')], ['CANCEL', stop('en')],
  ['END', stop('en')], ['QUIT', stop('en')], ['REVOKE', stop('en')], ['REMOVE', stop('en')],
  ['ALTO', stop('es')], ['PARAR', stop('es')], ['PARE', stop('es')], ['BAJA', stop('es')], ['DARDEBAJA', stop('es')],
  ['DARMEDEBAJA', stop('es')], ['CANCELAR', stop('es')], ['DETENER', stop('es')], ['DESUSCRIBIR', stop('es')],
  ['DESUSCRIBIRME', stop('es')], ['SALIR', stop('es')], ['NOMAS', stop('es')], ['NOMASMENSAJES', stop('es')],
  ['START', start(null)], ['UNSTOP', start('en')],
  ['YES', startAgain('en')], ['SI', startAgain('es')], ['ALTA', startAgain('es')], ['INICIAR', startAgain('es')], ['REANUDAR', startAgain('es')],
  ['HELP', help('en')], ['INFO', help(null)], ['AYUDA', help('es')],
]);

const longestWord = Math.max(...[...meanings.keys()].map((word) => word.length));

/** What a whole message asks about our texts; null for everything else people write. The provider's own reading wins. */
export function consentWordOf(text: string, provider: ConsentWord['asks'] | null): ConsentWord | null {
  const meaning = meanings.get(foldedWord(text)) ?? null;
  if (provider !== null) {
    return { asks: provider, answered: true, onlyWhileStopped: false, ...(meaning?.locale && { locale: meaning.locale }) };
  }
  if (!meaning) return null;
  return {
    asks: meaning.asks, answered: false, onlyWhileStopped: meaning.onlyWhileStopped === true,
    ...(meaning.locale && { locale: meaning.locale }),
  };
}

/** Letters alone, without accents and in capitals; empty for a text too long to be one of the words. */
function foldedWord(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length > 4 * longestWord) return '';
  return trimmed.normalize('NFD').replaceAll(/[\s\p{P}\p{S}\p{M}\p{Cf}]/gu, '').toUpperCase();
}
