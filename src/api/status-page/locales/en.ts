import type { StatusPageWords } from './status-page-words.ts';

export const en: StatusPageWords = {
  ticket: 'Ticket',
  state: 'State',
  states: {
    received: 'Received',
    queued: 'Waiting for a person to take it',
    assigned: 'A person is working on it',
    waitingForCustomer: 'Waiting for your answer',
    waitingForVendor: 'Waiting for a supplier',
    resolved: 'Resolved',
    closed: 'Closed',
    cancelled: 'Cancelled',
  },
  opened: 'Opened',
  due: 'Next due',
  messages: 'Messages',
  noMessages: 'There are no messages yet.',
  you: 'You',
  desk: 'Service desk',
  files: 'Files',
  inOtherLanguage: 'In English',
  privateLink: 'Whoever has this link can see your ticket: please do not share it.',

  toForm: 'Write a message',
  write: 'Write to us',
  yourMessage: 'Your message',
  yourFiles: 'Files (optional)',
  filesHint: (most, size) => `Up to ${most} files of ${size} each: photos, audio, video, PDF and documents.`,
  send: 'Send',
  answerHere: 'We are waiting for your answer: you can write it here.',
  reopensHere: 'This ticket is resolved. If you write here, it is opened again.',
  newRequest: 'New request',
  ended: {
    closed: 'This ticket is closed and takes no more messages. If you need anything else, write it here: we will open a new ticket, linked to this one.',
    cancelled: 'This ticket was cancelled and takes no more messages. If you need anything else, write it here: we will open a new ticket, linked to this one.',
    resolved: 'This ticket was resolved some time ago and takes no more messages. If you need anything else, write it here: we will open a new ticket, linked to this one.',
  },
  yourRequest: 'What do you need?',
  sendRequest: 'Send new request',
  done: {
    comment: 'We have received your message.',
    request: 'We have received your request. Keep the link of this page: it lets you follow it.',
    rating: 'Thank you for your rating.',
  },
  rating: {
    title: 'Your rating', ask: 'How did you find our service?',
    scores: { 1: 'Very good', 2: 'Good', 3: 'Fair', 4: 'Bad', 5: 'Very bad' },
    comment: 'Comment (optional)', send: 'Send rating', said: (score) => `You said: ${score}.`,
  },

  fault: 'Not sent',
  faults: {
    empty: 'Write a message or choose a file.',
    emptyRequest: 'Write what you need.',
    tooLong: (most, count) =>
      `The message is too long: there is room for ${most} characters${count === null ? '' : ` and yours has ${count}`}. Shorten it or send it as a file.`,
    tooManyFiles: (most) => `There are too many files: a message takes ${most}.`,
    file: {
      'too-large': (name, size) => `“${name}” is too large: a file may have up to ${size}.`,
      empty: (name) => `“${name}” is empty.`,
      'unknown-type': (name) => `“${name}” is not of a kind that we can take.`,
      program: (name) => `“${name}” is a program, which we do not take.`,
      'type-mismatch': (name) => `The content of “${name}” is not what it says it is.`,
      'not-there': (name) => `“${name}” is not available.`,
    },
    unreadable: 'The form arrived incomplete and could not be read. Please send it again.',
    ended: 'This ticket had ended when your message arrived. You can send it as a new request.',
  },
  namelessFile: 'nameless file',
  chooseFilesAgain: 'Choose the files again: none has been stored.',

  notices: {
    notFound: {
      title: 'This link leads to no ticket',
      text: 'It may be incomplete, or no longer valid. Write to us and we will give you a new one.',
    },
    unavailable: {
      title: 'We cannot show your ticket at the moment',
      text: 'Your ticket is safe. Please try again in a few minutes.',
    },
    notTaken: {
      title: 'We cannot take your message at the moment',
      text: 'Your ticket is safe. Please send the message again in a few minutes.',
    },
    slowDown: {
      title: 'Too many messages in a row',
      text: 'This last one has not been stored. Please wait a few minutes and send it again.',
    },
    elsewhere: {
      title: 'This message was not sent from the page of the ticket',
      text: 'For your safety we have not taken it. Open the link of your ticket and write it there.',
    },
    tooLarge: {
      title: 'The message is too large',
      text: 'It has not been stored. Go back to the page of the ticket and send less text or fewer files.',
    },
    unreadable: {
      title: 'The message could not be read',
      text: 'It has not been stored. Open the link of your ticket and send it from there.',
    },
  },
  keptWords: 'What you wrote',
};
