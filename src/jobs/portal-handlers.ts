import type { SendPortalLink } from '../desk/portal/index.ts';
import type { JobHandlers } from './handlers.ts';
import { sendPortalLinkPayload } from './jobs.ts';

/** Queue `delivery`: mails somebody the link to their requests, at most once. */
export function portalHandlers(parts: { sendPortalLink: SendPortalLink }): JobHandlers {
  return {
    'send-portal-link': async (data) => {
      await parts.sendPortalLink(sendPortalLinkPayload.parse(data).linkId);
    },
  };
}
