import type { VoiceWords } from './voice-words.ts';

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

function clock(hour: number, minute: number): string {
  if (minute === 0 && hour === 12) return 'noon';
  if (minute === 0 && hour === 0) return 'midnight';
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${twelve}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
}

export const en: VoiceWords = {
  chooseThisLanguage: (digit) => `For service in English, press ${character(digit)}.`,
  hello: (name) => `Hello, ${name}.`,
  sayWhatYouNeed: 'Tell us in a few words what you need, or choose an option.',
  sayMore: 'Sorry, we did not quite understand. Please say it in other words, or use the keys.',
  useKeys: 'All right. Please choose an option then, or say it in other words.',
  confirmEntry: (name) => `We understood: ${name}. If that is right, press one or say yes. If not, press two or say no.`,
  whichEntry: 'What is it about? Say the option, or press its number.',
  noneOfThese: (digit) => `If it is none of these, press ${character(digit)} or say it in other words.`,
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
  openTicket: (number) => `You have an open request, number ${number}.`,
  openTicketState: {
    received: 'We received it and are sorting it.',
    queued: 'It is waiting for a member of our team.',
    assigned: 'A member of our team is working on it.',
    waitingForCustomer: 'It is waiting for an answer from you.',
    waitingForVendor: 'It is waiting for a supplier.',
  },
  openTicketDue: (due) => `We expect to answer ${due} at the latest.`,
  openTicketKeys:
    'To hear this again, press one. To add something to this request, press two. For another matter, press three or tell us in a few words.',
  addWordsNow: 'After the tone, please tell us what you want to add. When you are done, press pound or hang up.',
  nothingRecorded: 'We did not receive your message.',
  wordsAdded: (number) => `Thank you. We added your message to request ${number}.`,
  openTicketStays: (number) => `Your request ${number} stays open.`,
  notLetThrough: {
    'line-closed': 'Our telephone line is closed at the moment, but you can leave us a message and we will answer you.',
    blocked: 'We cannot put you through to a person from this number right now, but you can leave us a message.',
    'too-many': 'We have received many calls from this number. So that we can help you better, please leave us a message.',
  },
  ticketOpened: (number) => `Your request is registered. Its number is ${number}.`,
  ticketRepeated: (number) => `Once more: ${number}.`,
  staffed: 'Please stay on the line. A member of our team will be with you shortly.',
  nobody: 'Nobody is available to take your call right now, but we want to help.',
  closed: 'You have reached us outside our opening hours, but we want to help.',
  opensAgain: (moment) => `We open ${moment}.`,
  callbackByTwo: 'If you would like us to call you back, press two. To leave a message, wait for the tone.',
  callbackKeepsPlace: 'We keep your place.',
  callbackOffer: 'We are glad to call you back.',
  callbackToThisNumber: 'We will call you at the number you are calling from.',
  callbackToNumber: (number) => `We will call you at the number ${number}.`,
  callbackKeys: 'To agree, press one or say yes. To be called at another time, press two. To be called at another number, press three.',
  callbackBackToLine: 'To go back to the waiting line, press star.',
  callbackBackToMessage: 'To leave a message instead, press star.',
  askCallbackTime:
    'From what time shall we call you? Say it, for example half past three in the afternoon, or type four digits, for example one, five, three, zero. To go back, press star.',
  askCallbackNumber: 'Type the number that we should call, and pound at the end. To go back, press star and pound.',
  timeNotUnderstood: 'We did not understand the time. Please say only a time of day.',
  numberNotUnderstood: 'That number does not seem complete.',
  callbackAt: (moment) => `Agreed: we will call you ${moment}.`,
  callbackInTurn: 'Agreed: we will call you when your turn comes.',
  callbackRefused: {
    'no-number': 'We are sorry, we have no number at which we can call you.',
    'never-open': 'We are sorry, we cannot call you back at that time.',
  },
  numberNotPossible: 'We are sorry, we cannot call that number.',
  backInLine: 'You are back in the waiting line and keep your place.',
  sorryNoLine: 'We are sorry, we could not keep you in the waiting line.',
  leaveMessage:
    'After the tone, please tell us what you need and how we can reach you. When you are done, press pound or hang up.',
  messageTaken: 'Thank you. A member of our team will look into your request and get back to you.',
  next: 'You are next in line.',
  position: (position) => `You are number ${position} in line.`,
  estimate: (minutes) => {
    if (minutes <= 1) return 'We expect a wait of about one minute.';
    if (minutes < 60) return `We expect a wait of about ${minutes} minutes.`;
    const hours = Math.round(minutes / 60);
    return `We expect a wait of about ${hours === 1 ? 'one hour' : `${hours} hours`}.`;
  },
  estimateUnknown: 'We cannot yet tell how long the wait will be. Thank you for your patience.',
  lineKeys:
    'If you would rather leave a message and keep your place, press one. If you would rather hang up and be called when your turn comes, press two.',
  keyOfNoUse: 'That key does nothing in the waiting line.',
  comfort: [
    'Thank you for waiting. Your call is still in the line.',
    'We are still here. You will be helped as soon as a person is free.',
    'We appreciate your patience. You keep your place while you wait.',
  ],
  oneMoment: 'One moment, please. We are still with you.',
  typeKeys: 'Type the numbers you were asked for, and pound at the end. The person helping you does not hear them.',
  keysTaken: 'Thank you.',
  moment: ({ weekday, day, month, hour, minute }) => `on ${weekday}, ${month} ${day} at ${clock(hour, minute)}`,
  yesNoHints: ['yes', 'no', 'correct', 'of course', 'not at all', 'operator', 'go back'],
  menuHints: ['operator', 'speak to a person', 'go back', 'repeat', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  noneHints: ['none', 'none of these', 'something else'],
  languageHints: ['English', 'Spanish', 'español', 'inglés'],
  callbackHints: ['yes', 'call me back', 'another time', 'another number', 'back to the line', 'one', 'two', 'three'],
  timeHints: ['at three', 'after three', 'at half past four in the afternoon', 'at eight in the morning', 'at noon'],
  connecting: 'Thank you for waiting. We are connecting you now.',
  agentMissed: 'We are sorry for the delay, that person could not answer. You are still first in line.',
  goodbye: 'Thank you for calling. Have a good day.',
  agentOffer: 'You have a call from the service desk. To take it, press one.',
  agentDeclined: 'All right. The call goes back to the waiting line.',
  callGone: 'This call is no longer waiting. Thank you.',
  character,
};
