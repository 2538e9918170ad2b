import { safeHtml } from './safe-html.ts';

/** The HTML that an agent laid an answer out in, as it may be sent and shown: nothing that runs or submits. Null when nothing of it is left, or it is too much. */
export function safeOutgoingHtml(html: string): string | null {
  return safeHtml(html, { images: () => null, remote: true });
}
