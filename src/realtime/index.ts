export { createRealtime, type Realtime, type RealtimeParts } from './realtime.ts';
export type { AgentDesk, Every, PublishedLog, SummaryReader } from './needs.ts';
export type { AgentView, Answer, OfferView, ScreenEvents, ScreenRequests, WaitingLine } from './protocol.ts';
export type * from './chat-protocol.ts';
export { createChatRealtime, type ChatRealtime } from './chat/serve-chat.ts';
export type { ChatParts } from './chat/chat-needs.ts';
export { createConnectionLimit } from './chat/door.ts';
