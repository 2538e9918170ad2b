import { createSlackChannel } from '../../channels/slack/index.ts';
import type { InboundThreadMessage } from '../../src/core/index.ts';
import { describeChannelContract } from './channel-contract.ts';

const message: InboundThreadMessage = {
  messageId: 'C0123/1772463600.000100',
  from: { id: 'U0ANA', name: 'Ana Ruiz', email: 'Ana@Example.org' },
  room: 'C0123',
  thread: '1772463600.000100',
  isDirect: false,
  text: '<@U0DESK> no puedo navegar en internet',
  names: { U0DESK: 'Mesa' },
  deskId: 'U0DESK',
  files: [{ url: 'https://files.slack.com/files-pri/T1-F1/foto.png', name: 'foto.png', contentType: 'image/png', size: 1_234 }],
  receivedAt: new Date('2026-03-02T15:00:00Z'),
};

describeChannelContract({
  channel: createSlackChannel(),
  samples: [
    { inbound: message, providerId: 'C0123/1772463600.000100' },
    { inbound: { ...message, messageId: 'D09/1772463700.000200', room: 'D09', thread: '1772463700.000200', isDirect: true, from: { id: 'U0B', name: null, email: null } }, providerId: 'D09/1772463700.000200' },
    { inbound: { ...message, messageId: 'modal.V1', room: 'U0ANA', thread: '', chosen: { entry: 'internet', urgency: 'high' }, subject: 'Internet' }, providerId: 'modal.V1' },
  ],
  hostile: (text) => ({
    ...message, messageId: text, from: { id: text, name: text, email: text }, room: text, thread: text, text, names: { [text]: text },
    files: [{ url: text, name: text, contentType: text, size: null }], chosen: { service: text, entry: text }, subject: text,
    broughtBy: { id: 'U0C', name: text, email: text },
  }),
  // Where a form was filled in: answers go to the person.
  ownAddress: 'U0ANA',
  inMarks: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
});
