import type { VoiceWords } from '../words.ts';

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

export const es: VoiceWords = {
  chooseThisLanguage: (digit) => `Para atención en español, marque ${character(digit)}.`,
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
  ticketOpened: (number) => `Su solicitud ya quedó registrada con el número ${number}.`,
  ticketRepeated: (number) => `Repito: ${number}.`,
  staffed: 'Por favor, no cuelgue. Enseguida le atiende una persona de nuestro equipo.',
  nobody: 'En este momento no hay nadie que pueda tomar su llamada, pero queremos ayudarle.',
  closed: 'En este momento estamos fuera de nuestro horario de atención, pero queremos ayudarle.',
  sorryNoLine: 'Disculpe, no pudimos mantenerle en la línea de espera.',
  leaveMessage:
    'Después del tono, cuéntenos qué necesita y cómo podemos contactarle. Cuando termine, marque numeral o cuelgue.',
  messageTaken: 'Gracias. Una persona de nuestro equipo revisará su solicitud y se comunicará con usted.',
  next: 'Usted es la siguiente persona en ser atendida.',
  position: (position) => `Usted ocupa el puesto ${position} en la línea.`,
  estimate: (minutes) =>
    minutes <= 1
      ? 'Calculamos una espera de alrededor de un minuto.'
      : `Calculamos una espera de unos ${minutes} minutos.`,
  estimateUnknown: 'Todavía no podemos decirle cuánto durará la espera. Gracias por su paciencia.',
  voicemailByOne: 'Si prefiere dejar un mensaje y conservar su turno, marque uno.',
  connecting: 'Gracias por esperar. Le comunicamos ahora.',
  agentMissed: 'Disculpe la demora, la persona no pudo contestar. Usted sigue de primero en la línea.',
  goodbye: 'Gracias por comunicarse con nosotros. Que tenga un buen día.',
  agentOffer: 'Tiene una llamada de la mesa de servicio. Para tomarla, marque uno.',
  agentDeclined: 'De acuerdo. La llamada vuelve a la línea de espera.',
  callGone: 'Esta llamada ya no está en espera. Gracias.',
  character,
};
