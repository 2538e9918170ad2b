import type { VoiceWords } from '../words.ts';

const characters: Record<string, string> = {
  '0': 'zero',
  '1': 'one',
  '2': 'two',
  '3': 'three',
  '4': 'four',
  '5': 'five',
  '6': 'six',
  '7': 'seven',
  '8': 'eight',
  '9': 'nine',
};

const character = (one: string): string => characters[one] ?? one;

export const en: VoiceWords = {
  chooseThisLanguage: (digit) => `For service in English, press ${character(digit)}.`,
  chooseService: (name, digit) => `For ${name}, press ${character(digit)}.`,
  chooseEntry: (name, digit) => `${name}: press ${character(digit)}.`,
  personByZero: 'To speak with a person, press zero.',
  backByStar: 'To go back to the previous menu, press star.',
  askStopped: 'Does this problem stop you from working?',
  askOthers: 'Are other people affected as well?',
  yesOrNo: 'For yes, press one. For no, press two.',
  notUnderstood: 'That option is not available.',
  nothingHeard: 'We did not receive your answer.',
  restarted: 'We are sorry, the line was cut. Let us begin again.',
  passingToPerson: 'We are glad to pass you to a person.',
  ticketOpened: (number) => `Your request is registered. Its number is ${number}.`,
  ticketRepeated: (number) => `Once more: ${number}.`,
  staffed: 'Please stay on the line. A member of our team will be with you shortly.',
  nobody: 'Nobody is available to take your call right now, but we want to help.',
  closed: 'You have reached us outside our opening hours, but we want to help.',
  sorryNoLine: 'We are sorry, we could not keep you in the waiting line.',
  leaveMessage:
    'After the tone, please tell us what you need and how we can reach you. When you are done, press pound or hang up.',
  messageTaken: 'Thank you. A member of our team will look into your request and get back to you.',
  next: 'You are next in line.',
  position: (position) => `You are number ${position} in line.`,
  estimate: (minutes) =>
    minutes <= 1 ? 'We expect a wait of about one minute.' : `We expect a wait of about ${minutes} minutes.`,
  estimateUnknown: 'We cannot yet tell how long the wait will be. Thank you for your patience.',
  voicemailByOne: 'If you would rather leave a message and keep your place, press one.',
  connecting: 'Thank you for waiting. We are connecting you now.',
  agentMissed: 'We are sorry for the delay, that person could not answer. You are still first in line.',
  goodbye: 'Thank you for calling. Have a good day.',
  agentOffer: 'You have a call from the service desk. To take it, press one.',
  agentDeclined: 'All right. The call goes back to the waiting line.',
  callGone: 'This call is no longer waiting. Thank you.',
  character,
};
