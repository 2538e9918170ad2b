import { locales } from '../../core/index.ts';
import type { Locale } from '../../core/index.ts';

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}

/** Words that say nothing about what is asked; folded. */
const empty: Record<Locale, ReadonlySet<string>> = {
  es: words(`
    hola buenas buenos dias tardes noches saludos cordial cordialmente gracias muchas atento atenta quedo favor porfa porfavor
    por ayuda ayudar ayudenme ayudeme colaboran colaborar colaboracion urgente urgentemente urgencia
    el la lo los las un una unos unas al del de a ante con en desde hacia hasta para segun sobre y e o u que si
    yo me mi mis mio tu te ti tus su sus se le les nos nuestro nuestra nuestros usted ustedes el ella ellos
    este esta esto estos estas ese esa eso esos esas aquel aqui ahi alla
    es son soy eres somos era fue fueron ser estar estoy estan estamos esta estaba
    he ha han hemos haber hay habia tengo tiene tienen tenemos tener
    ya hoy ayer manana ahora desde luego pronto siempre rato vez veces cada hace
    muy mas menos tan tanto mucho mucha algo algun alguna algunos todo toda todos todas otro otra
    quiero quisiera queria deseo necesito necesitamos requiero puedo puede pueden podria podrian poder
    saber digame voy va van vamos ir como esta senor senora buen dia
    lunes martes miercoles jueves viernes sabado domingo`),
  en: words(`
    hi hello hey dear good morning afternoon evening regards kind best thanks thank you please help urgent urgently asap
    the a an of to in on at by for from with and or but if so as into since until during
    i me my mine we us our ours you your yours he him his she her it its they them their this that these those there here
    am is are was were be been being have has had having do does did will would wont shall should could may might must
    today yesterday tomorrow now soon always again anymore still just very really too much many more most some any all every
    want need like get got getting lets let can cannot cant id im ive were theyre know tell about
    sir madam day days monday tuesday wednesday thursday friday saturday sunday`),
};

/** Words that say how, not what: they help between entries that share a subject. */
const telling: Record<Locale, ReadonlySet<string>> = {
  es: words('no sin ni como cuando donde cual cuanto cuantos cuantas dia dias nadie nada ningun ninguno ninguna nunca tampoco opcion opciones nuevo nueva funciona sirve hago'),
  en: words('no not without how when where which what day days nobody nothing none neither nor never option options new work works working doesnt dont isnt make'),
};

/** Whether any word says what a text is about: greetings, numbers and "it does not work" alone do not. */
export function saysSomething(words: readonly string[]): boolean {
  return words.some((word) => !/^\d+$/.test(word) && locales.every((locale) => !empty[locale].has(word) && !telling[locale].has(word)));
}
