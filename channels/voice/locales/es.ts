import type { VoiceWords } from './voice-words.ts';

const characters: Record<string, string> = {
  '0': 'cero',
  '1': 'uno',
  '2': 'dos',
  '3': 'tres',
  '4': 'cuatro',
  '5': 'cinco',
  '6': 'seis',
  '7': 'siete',
  '8': 'ocho',
  '9': 'nueve',
  V: 'uve',
};

const character = (one: string): string => characters[one] ?? one;

function clock(hour: number, minute: number): string {
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  const past = minute === 0 ? '' : minute === 15 ? ' y cuarto' : minute === 30 ? ' y media' : ` y ${minute}`;
  return `a ${twelve === 1 ? 'la' : 'las'} ${twelve}${past} ${partOfDay(hour)}`;
}

function partOfDay(hour: number): string {
  if (hour === 0 || hour >= 19) return 'de la noche';
  if (hour < 6) return 'de la madrugada';
  if (hour < 12) return 'de la mañana';
  return hour === 12 ? 'del mediodía' : 'de la tarde';
}

export const es: VoiceWords = {
  chooseThisLanguage: (digit) => `Para atención en español, marque ${character(digit)}.`,
  hello: (name) => `Hola, ${name}.`,
  sayWhatYouNeed: 'Diga en pocas palabras qué necesita, o elija una opción.',
  sayMore: 'Disculpe, no le entendimos bien. Por favor, dígalo con otras palabras, o use las teclas.',
  useKeys: 'De acuerdo. Elija entonces una opción, o dígalo con otras palabras.',
  confirmEntry: (name) => `Entendimos: ${name}. Si es correcto, marque uno o diga sí. Si no, marque dos o diga no.`,
  whichEntry: '¿De qué se trata? Diga la opción, o marque su número.',
  noneOfThese: (digit) => `Si no es ninguna de estas, marque ${character(digit)} o dígalo con otras palabras.`,
  chooseService: (name, digit) => `Para ${name}, marque ${character(digit)}.`,
  chooseEntry: (name, digit) => `${name}: marque ${character(digit)}.`,
  personByZero: 'Para hablar con una persona, marque cero.',
  backByStar: 'Para volver al menú anterior, marque asterisco.',
  askStopped: '¿Este problema le impide trabajar?',
  askOthers: '¿Hay otras personas afectadas por lo mismo?',
  yesOrNo: 'Si la respuesta es sí, marque uno. Si es no, marque dos.',
  notUnderstood: 'Esa opción no está disponible.',
  nothingHeard: 'No recibimos su respuesta.',
  restarted: 'Disculpe, se perdió el hilo de la llamada. Empecemos de nuevo.',
  passingToPerson: 'Con gusto le pasamos a una persona.',
  openTicket: (number) => `Usted tiene una solicitud abierta, la número ${number}.`,
  openTicketState: {
    received: 'La recibimos y la estamos clasificando.',
    queued: 'Está en turno para que una persona la atienda.',
    assigned: 'Una persona de nuestro equipo la está atendiendo.',
    waitingForCustomer: 'Está a la espera de una respuesta suya.',
    waitingForVendor: 'Está a la espera de un proveedor.',
  },
  openTicketDue: (due) => `Esperamos darle respuesta ${due} a más tardar.`,
  openTicketKeys:
    'Para escuchar esto de nuevo, marque uno. Para agregar información a esta solicitud, marque dos. Para otro asunto, marque tres o dígalo en pocas palabras.',
  addWordsNow: 'Después del tono, díganos lo que quiere agregar. Cuando termine, marque numeral o cuelgue.',
  nothingRecorded: 'No recibimos su mensaje.',
  wordsAdded: (number) => `Gracias. Agregamos su mensaje a la solicitud ${number}.`,
  openTicketStays: (number) => `Su solicitud ${number} sigue abierta.`,
  notLetThrough: {
    'line-closed': 'En este momento nuestra línea telefónica está cerrada, pero puede dejarnos un mensaje y le responderemos.',
    blocked: 'En este momento no podemos comunicarle con una persona desde este número, pero puede dejarnos un mensaje.',
    'too-many': 'Hemos recibido muchas llamadas desde este número. Para atenderle mejor, le pedimos que nos deje un mensaje.',
  },
  ticketOpened: (number) => `Su solicitud ya quedó registrada con el número ${number}.`,
  ticketRepeated: (number) => `Repito: ${number}.`,
  staffed: 'Por favor, no cuelgue. Enseguida le atiende una persona de nuestro equipo.',
  nobody: 'En este momento no hay nadie que pueda tomar su llamada, pero queremos ayudarle.',
  closed: 'En este momento estamos fuera de nuestro horario de atención, pero queremos ayudarle.',
  opensAgain: (moment) => `Abrimos ${moment}.`,
  callbackByTwo: 'Si prefiere que le devolvamos la llamada, marque dos. Para dejar un mensaje, espere el tono.',
  callbackKeepsPlace: 'Conservamos su turno.',
  callbackOffer: 'Con gusto le devolvemos la llamada.',
  callbackToThisNumber: 'Le llamaremos al número desde el que nos llama.',
  callbackToNumber: (number) => `Le llamaremos al número ${number}.`,
  callbackKeys:
    'Si está de acuerdo, marque uno o diga sí. Para que le llamemos a otra hora, marque dos. Para que le llamemos a otro número, marque tres.',
  callbackBackToLine: 'Para volver a la línea de espera, marque asterisco.',
  callbackBackToMessage: 'Para dejar mejor un mensaje, marque asterisco.',
  askCallbackTime:
    '¿A partir de qué hora le llamamos? Dígalo, por ejemplo, a las tres y media de la tarde, o marque cuatro cifras, por ejemplo uno, cinco, tres, cero. Para volver, marque asterisco.',
  askCallbackNumber: 'Marque el número al que debemos llamarle, y al final numeral. Para volver, marque asterisco y numeral.',
  timeNotUnderstood: 'No entendimos la hora. Por favor, diga solamente una hora del día.',
  numberNotUnderstood: 'Ese número no parece completo.',
  callbackAt: (moment) => `Quedamos así: le llamaremos ${moment}.`,
  callbackInTurn: 'Quedamos así: le llamaremos cuando llegue su turno.',
  callbackRefused: {
    'no-number': 'Disculpe, no tenemos un número al que podamos llamarle.',
    'never-open': 'Disculpe, no podemos devolverle la llamada a esa hora.',
  },
  numberNotPossible: 'Disculpe, a ese número no podemos llamar.',
  backInLine: 'Usted vuelve a la línea de espera y conserva su turno.',
  sorryNoLine: 'Disculpe, no pudimos mantenerle en la línea de espera.',
  leaveMessage:
    'Después del tono, cuéntenos qué necesita y cómo podemos contactarle. Cuando termine, marque numeral o cuelgue.',
  messageTaken: 'Gracias. Una persona de nuestro equipo revisará su solicitud y se comunicará con usted.',
  next: 'Usted es la siguiente persona en ser atendida.',
  position: (position) => `Usted ocupa el puesto ${position} en la línea.`,
  estimate: (minutes) => {
    if (minutes <= 1) return 'Calculamos una espera de alrededor de un minuto.';
    if (minutes < 60) return `Calculamos una espera de unos ${minutes} minutos.`;
    const hours = Math.round(minutes / 60);
    return `Calculamos una espera de ${hours === 1 ? 'alrededor de una hora' : `unas ${hours} horas`}.`;
  },
  estimateUnknown: 'Todavía no podemos decirle cuánto durará la espera. Gracias por su paciencia.',
  lineKeys:
    'Si prefiere dejar un mensaje y conservar su turno, marque uno. Si prefiere colgar y que le llamemos cuando llegue su turno, marque dos.',
  keyOfNoUse: 'Esa tecla no tiene función en la línea de espera.',
  comfort: [
    'Gracias por esperar. Su llamada sigue en la línea.',
    'Seguimos con usted. En cuanto una persona quede libre, le atenderá.',
    'Agradecemos su paciencia. No pierde su turno mientras espera.',
  ],
  oneMoment: 'Un momento, por favor. Seguimos con usted.',
  typeKeys: 'Marque los números que le pidieron, y al final numeral. La persona que le atiende no los escucha.',
  keysTaken: 'Gracias.',
  moment: ({ weekday, day, month, hour, minute }) => `el ${weekday} ${day} de ${month} ${clock(hour, minute)}`,
  yesNoHints: ['sí', 'no', 'correcto', 'claro que sí', 'para nada', 'operador', 'volver'],
  menuHints: ['operador', 'hablar con una persona', 'volver', 'repetir', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'],
  noneHints: ['ninguna', 'ninguna de estas', 'otra cosa'],
  languageHints: ['español', 'inglés', 'English', 'Spanish'],
  callbackHints: ['sí', 'llámenme', 'otra hora', 'otro número', 'volver a la línea', 'uno', 'dos', 'tres'],
  timeHints: ['a las tres', 'después de las tres', 'a las cuatro y media de la tarde', 'a las ocho de la mañana', 'al mediodía'],
  connecting: 'Gracias por esperar. Le comunicamos ahora.',
  agentMissed: 'Disculpe la demora, la persona no pudo contestar. Usted sigue de primero en la línea.',
  goodbye: 'Gracias por comunicarse con nosotros. Que tenga un buen día.',
  agentOffer: 'Tiene una llamada de la mesa de servicio. Para tomarla, marque uno.',
  agentDeclined: 'De acuerdo. La llamada vuelve a la línea de espera.',
  callGone: 'Esta llamada ya no está en espera. Gracias.',
  character,
};
