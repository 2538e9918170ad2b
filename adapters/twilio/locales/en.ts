import type { OutageWords } from './outage-words.ts';

export const en: OutageWords = {
  sorry:
    'We are sorry, we have a technical problem. After the tone, please tell us your name, your phone number and what you need, and we will call you back.',
  thanks: 'Thank you. We have your message and will call you back.',
  callAgain: 'We did not receive a message. Please call us again in a few minutes.',
  agentSorry: 'We are sorry, this call could not be connected. It goes back to the waiting line.',
};
