import type { OutageWords } from './outage-words.ts';

export const es: OutageWords = {
  sorry:
    'Disculpe, tenemos un inconveniente técnico. Después del tono, díganos su nombre, su teléfono y qué necesita, y le devolveremos la llamada.',
  thanks: 'Gracias. Recibimos su mensaje y le devolveremos la llamada.',
  callAgain: 'No recibimos su mensaje. Por favor, vuelva a llamarnos en unos minutos.',
  agentSorry: 'Disculpe, no pudimos comunicar esta llamada. Volverá a la línea de espera.',
};
