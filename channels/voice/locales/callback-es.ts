import type { CallbackWords } from './callback-words.ts';

export const callbackEs: CallbackWords = {
  offer: (number) => `Devolución de llamada, caso ${number}. Marque 1 para llamar al cliente.`,
  declined: 'La llamada pasa a otra persona.',
  over: 'Ya no hace falta llamar. Gracias.',
  dialling: 'Llamando al cliente.',
  notReached: 'No fue posible comunicarse con el cliente.',
  triedAgainLater: 'Lo intentaremos de nuevo más tarde.',
  yoursAgain: 'El caso sigue a su cargo.',
  greeting: (deskName, number) => `Le llamamos de ${deskName} por su caso ${number}.`,
  connecting: 'Le comunicamos ahora.',
  message: (deskName, number) =>
    `Le llamamos de ${deskName} por su caso ${number} y no pudimos hablar con usted. Llámenos cuando guste o escríbanos. Gracias.`,
  goodbye: 'Gracias. Hasta luego.',
};
