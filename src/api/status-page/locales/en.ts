import type { StatusPageWords } from '../words.ts';

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
  inOtherLanguage: 'In English',
  privateLink: 'Whoever has this link can see your ticket: please do not share it.',
  notFoundTitle: 'This link leads to no ticket',
  notFound: 'It may be incomplete, or no longer valid. Write to us and we will give you a new one.',
  unavailableTitle: 'We cannot show your ticket at the moment',
  unavailable: 'Your ticket is safe. Please try again in a few minutes.',
};
