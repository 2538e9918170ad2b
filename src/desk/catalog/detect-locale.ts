import type { Locale } from '../../core/index.ts';
import { foldedClauses } from '../understanding/index.ts';

const textLimit = 2000;

/** Common words of one language that the other does not have; folded. */
const markers: Record<Locale, ReadonlySet<string>> = {
  es: new Set(`
    el la los las un una unos unas del al de que y en por para con sin se mi mis su sus nos les lo le te yo tu usted ustedes
    es esta estan estoy estamos era fue ser hay tengo tiene tienen tenemos he ha han quiero quisiera necesito necesitamos
    puedo puede pueden podria funciona sirve hola buenos buenas dias tardes gracias favor como donde cuando cuanto cuantos
    cual quien porque pero muy mas ya desde hoy ayer manana nada nadie algo esto este ese eso aqui hace cada todo todos
    quedo ayuda correo contrasena computador impresora salon queja`.split(/\s+/).filter(Boolean)),
  en: new Set(`
    the an is are was were be been am my mine your his her its our their i you he she it we they this that these those there
    of to and or but not do does did dont doesnt didnt cannot cant wont isnt will would can could should have has had
    need want please hello hi hey thanks thank how where when what which who why with from for on at about into since
    get got work working works help down any some very new phone computer printer room password mail out off up`
    .split(/\s+/).filter(Boolean)),
};

/** Letters and endings that one language hardly uses; weaker evidence than words. */
const shapes: Record<Locale, RegExp> = {
  es: /(cion|ciones|mente|ando|iendo|ado|ada|ados|idad|aje|ario|oso|osa|ar|er|ir|[aeo]s|o|a)$/,
  en: /(ing|tion|ment|ness|ed|ly|ght|th|sh|ck|ll|ss|[wkty])$/,
};

/** The language of a short text, Spanish or English; the fallback when the text does not tell. */
export function detectLocale(text: string, fallback: Locale): Locale {
  const words = foldedClauses(text, textLimit).flat();
  const looked = text.slice(0, textLimit);
  const written = /[ñ¿¡áéíóú]/iu.test(looked.normalize('NFC')) ? 1.5 : 0;
  const spanish = written + evidence(words, 'es');
  const english = evidence(words, 'en');
  if (Math.abs(spanish - english) < 0.25) return fallback;
  return spanish > english ? 'es' : 'en';
}

function evidence(words: readonly string[], locale: Locale): number {
  return words.reduce((sum, word) => {
    if (markers[locale].has(word)) return sum + 1;
    return word.length > 3 && /^[a-z]+$/.test(word) && shapes[locale].test(word) ? sum + 0.3 : sum;
  }, 0);
}
