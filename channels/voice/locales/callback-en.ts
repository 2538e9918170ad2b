import type { CallbackWords } from './callback-words.ts';

export const callbackEn: CallbackWords = {
  offer: (number) => `Callback, ticket ${number}. Press 1 to call the customer.`,
  declined: 'Somebody else will take the call.',
  over: 'Nobody needs to be called any more. Thank you.',
  dialling: 'Calling the customer.',
  notReached: 'The customer could not be reached.',
  triedAgainLater: 'We will try again later.',
  yoursAgain: 'The ticket stays with you.',
  greeting: (deskName, number) => `This is ${deskName}, calling about your ticket ${number}.`,
  connecting: 'We are connecting you now.',
  message: (deskName, number) =>
    `This is ${deskName}, calling about your ticket ${number}. We are sorry to have missed you. Please call us or write to us at any time. Thank you.`,
  goodbye: 'Thank you. Goodbye.',
};
