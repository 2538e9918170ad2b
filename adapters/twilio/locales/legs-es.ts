import type { LegOutageWords } from './leg-outage-words.ts';

export const es: LegOutageWords = {
  agentSorry: 'Disculpe, por un inconveniente técnico no pudimos comunicar esta llamada.',
  customerSorry: 'Disculpe, tenemos un inconveniente técnico y no podemos continuar esta llamada. Volveremos a llamarle.',
};
