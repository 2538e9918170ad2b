import type { HandedOver } from './slack-desk.ts';

/** A ticket's number in Slack's marks: a link for whoever may follow it. */
export function namedTicket({ number, url }: Exclude<HandedOver, { kind: 'blocked' }>): string {
  return url === null ? number : `<${url}|${number}>`;
}
