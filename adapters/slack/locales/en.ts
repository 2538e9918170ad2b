import type { SlackWords } from './slack-words.ts';

export const en: SlackWords = {
  form: {
    title: 'New request', send: 'Send', cancel: 'Cancel', close: 'Close',
    service: 'Service', choose: 'Choose', entry: 'What is it about?', entryHint: 'If you are not sure, leave it empty.',
    subject: 'Subject', subjectHint: 'In a few words; left empty, we take the first line.',
    words: 'What do you need?', wordsHint: 'What happens, since when, and which message you see.',
    impact: 'Whom does it affect?', impacts: { low: 'Only me', medium: 'My team or department', high: 'The whole organisation' },
    urgency: 'How urgent is it?', urgencies: { low: 'It can wait some days', medium: 'It slows me down, but I can go on', high: 'I cannot work' },
    faults: {
      service: 'This service is no longer there. Please choose another.', entry: 'This is not of that service. Please choose another.',
      words: 'Please write what you need.', tooLong: 'The text is too long.',
    },
    sent: (ticket) => `We have received your request. It is ticket ${ticket}. We answer you by direct message.`,
    sentWithout: 'We have received your request.',
    notOpened: 'The form could not be opened. Please try again.',
  },
  fromMessage: {
    opened: (ticket) => `We opened ticket ${ticket} from that message.`,
    known: (ticket) => `That message already belongs to ticket ${ticket}.`,
    bot: 'That message was written by an app, and we open tickets only of what people write.',
    unreadable: 'That message could not be read, so no ticket was opened.',
    blocked: 'We take no messages from that person.',
    notInChannel: (mention) => `We are not in that channel: whoever wrote it is answered by direct message. To be answered in the channel, write /invite ${mention} there.`,
  },
  home: {
    greeting: (deskName) => `Welcome to ${deskName}`, newRequest: 'New request', announcements: 'Announcements',
    kinds: { outage: 'Outage', maintenance: 'Maintenance', news: 'News' },
    requests: 'Your requests', none: 'You have no requests yet. The button above makes the first.',
    more: 'Here are the latest 20.', due: (moment) => `promised for ${moment}`, opened: (moment) => `opened ${moment}`,
    states: {
      received: 'Received', queued: 'Waiting for a person to take it', assigned: 'A person is working on it',
      waitingForCustomer: 'We wait for your answer', waitingForVendor: 'We wait for a vendor',
      resolved: 'Solved', closed: 'Closed', cancelled: 'Cancelled',
    },
    noSubject: 'No subject',
  },
  resolution: {
    solved: 'Yes, it is solved', notSolved: 'No, it is still the same', confirmed: 'You confirmed that it is solved. Thank you!',
    reopened: 'We have opened your request again.', over: 'This request has changed since this message.',
    ask: 'How did you find our service?',
    scores: { 1: 'Very good', 2: 'Good', 3: 'Fair', 4: 'Bad', 5: 'Very bad' },
    rated: (score) => `Your rating: ${score}.`, comment: 'Change or comment',
    notYours: 'Only whoever made the request can answer this.',
    reopen: { title: 'What is still wrong?', reason: 'Tell us what happens', hint: 'It is optional.', send: 'Open again', cancel: 'Cancel' },
    rating: { title: 'Your rating', score: 'How did you find it?', comment: 'Comment (optional)', send: 'Save', cancel: 'Cancel' },
  },
  offer: {
    offered: 'A ticket is offered to you', accept: 'Accept', decline: 'Decline', priority: 'Priority', due: 'Due', until: 'You can accept it until',
    none: 'no date', live: 'A person is waiting on the line.',
    ended: { accepted: 'You accepted this ticket.', declined: 'You declined this offer.', expired: 'The offer expired without an answer.', withdrawn: 'The offer was withdrawn.' },
    notYours: 'This offer is not for you.', late: 'This offer has ended.',
    needsPhone: 'Please take them in the console.',
  },
};
