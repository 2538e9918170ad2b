import type { LegOutageWords } from './leg-outage-words.ts';

export const en: LegOutageWords = {
  agentSorry: 'Sorry, because of a technical problem we could not connect this call.',
  customerSorry: 'Sorry, we have a technical problem and cannot go on with this call. We will call you again.',
};
