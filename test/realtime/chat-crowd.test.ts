import { expect, it } from 'vitest';
import type { ChatPlace } from '../../src/intake/chat/chat-store.ts';
import { createCrowd, type Page } from '../../src/realtime/chat/crowd.ts';

const place: ChatPlace = {
  conversationId: 'c-1', ticketId: 't-1', number: 1, status: 'queued', agentId: null, agentName: null, team: null, ended: false,
};
const pageOf = (visitorId: string) => ({ socket: { data: { visitorId } }, greeted: false, greetings: 0, early: [] }) as unknown as Page;

it('somebody who came back is still told, whatever ends late for the page that they left', () => {
  const crowd = createCrowd();
  const before = pageOf('v-1');
  const left = crowd.enter(before);
  crowd.place(left, place);
  crowd.leave(before);
  const back = crowd.enter(pageOf('v-1'));
  crowd.place(back, place);
  crowd.place(left, { ...place, status: 'assigned' });
  expect(crowd.ofConversation('c-1')).toBe(back);
  expect(crowd.talkers()).toBe(1);
});

it('nobody is found whose last page was closed', () => {
  const crowd = createCrowd();
  const page = pageOf('v-1');
  crowd.place(crowd.enter(page), place);
  expect(crowd.leave(page)).toBe(true);
  expect([crowd.ofConversation('c-1'), crowd.find('v-1'), crowd.pages()]).toEqual([null, null, 0]);
});
