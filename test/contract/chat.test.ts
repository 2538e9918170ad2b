import { createChatChannel } from '../../channels/chat/index.ts';
import type { InboundChat } from '../../src/core/index.ts';
import { describeChannelContract } from './channel-contract.ts';

const said: InboundChat = {
  visitorId: '5f0c2f0e-5d0e-4a6b-9d0e-0d6f1c7a2b3c', messageId: 'm-1', text: 'No puedo navegar en Internet', name: 'Ana', entry: 'internet',
  locale: 'es', attachments: [], receivedAt: new Date('2026-03-02T13:00:00Z'),
};

describeChannelContract({
  channel: createChatChannel(),
  samples: [{ inbound: said, providerId: `${said.visitorId}:m-1` }],
  hostile: (hostile) => ({ ...said, messageId: hostile, text: hostile, name: hostile, service: hostile, entry: hostile }),
  ownAddress: 'chat',
});
