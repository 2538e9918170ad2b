import type { LegWords } from './leg-words.ts';

export const legs: LegWords = {
  consult: (about) => `A colleague consults you during a call ${about}.`,
  transfer: (about) => `A colleague transfers a call to you ${about}.`,
  supervise: (about) => `You are about to listen to the call ${about}.`,
  aboutTicket: (spelled, priority, entry) =>
    `for ticket ${spelled}${priority === null ? '' : `, priority ${priority}`}${entry === null ? '' : `, about ${entry}`}`,
  pressOne: 'To join it, press one.',
  whisper: (deskName) => `We are connecting you with ${deskName}. One moment, please.`,
  declined: 'All right. You will not join the call. Thank you.',
  over: 'This call is over. Thank you.',
  full: 'You have no capacity left to take this call. It goes back to who transferred it. Thank you.',
  goodbye: 'The call is over. Thank you.',
};
