import type { LegWords } from './leg-words.ts';

export const legs: LegWords = {
  consult: (about) => `Un colega le consulta durante una llamada ${about}.`,
  transfer: (about) => `Un colega le transfiere una llamada ${about}.`,
  supervise: (about) => `Va a escuchar la llamada ${about}.`,
  aboutTicket: (spelled, priority, entry) =>
    `de la solicitud ${spelled}${priority === null ? '' : `, de prioridad ${priority}`}${entry === null ? '' : `, sobre ${entry}`}`,
  pressOne: 'Para entrar en ella, marque uno.',
  whisper: (deskName) => `Le comunicamos con ${deskName}. Un momento, por favor.`,
  declined: 'De acuerdo. No entrará en la llamada. Gracias.',
  over: 'Esta llamada ya terminó. Gracias.',
  full: 'Usted ya no tiene capacidad para tomar esta llamada. Vuelve a quien se la transfería. Gracias.',
  goodbye: 'La llamada terminó. Gracias.',
};
