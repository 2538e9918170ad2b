import type { Locale } from '../../core/index.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Common words of one language that the other does not have; folded. */
export const localeWords: Record<Locale, ReadonlySet<string>> = {
  es: words(`
      el la los las un una unos unas del al de que y en por para con sin se mi mis su sus nos les lo le te yo tu tus usted ustedes es esta estan estoy
      estamos estas eres soy somos era fue ser hay tengo tiene tienen tenemos tienes ha han hemos quiero quieres quisiera necesito necesitamos puedo
      puede pueden puedes podria funciona sirve hola buenos buenas dias tardes noches gracias favor como donde cuando cuanto cuantos cual cuales quien
      pero muy mas ya desde hoy ayer manana nada nadie algo esto este ese eso aqui hace haces hacer cada todo todos quedo ayuda correo contrasena
      computador impresora salon queja dime dame sabes saber hablar contigo conmigo porque entonces tambien bien adios claro vale seguro perdon
      disculpa senor senora gusta gustaria otro otra nuevo nueva solo siempre nunca antes despues sobre entre hasta si creo cree llamas nombre edad
      persona gente cosa ahora vez mucho mucha hacia tampoco ni no entrar cayo diferencia abre ahi ayudar paso muchas alguien hablame trabajo cambio
      equipo queda oficina jefe feliz cumpleanos anos`),
  en: words(`
      the a an is are was were be been am my mine your yours his him her its our us their them i you she it we they this that these those there here
      of to and or but not do does did dont doesnt didnt cannot cant wont isnt im ive youre whats thats will would can could should have had need want
      please hello hi hey thanks thank how where when what which who why with from for on at about into since if get got work working works help down
      any some very new phone computer printer room password mail out off up tell give say talk know think like good bad morning afternoon bye goodbye
      yes yeah sure sorry great nice happy old right wrong more much many other another only always never before after over under than then just let
      make go see name people person thing now log in nothing went again done difference open happened yesterday everything somebody job change
      equipment office boss birthday server printing fails`),
};
