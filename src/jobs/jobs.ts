import { z } from 'zod';
import type { Signal } from '../core/index.ts';

/** One job as it is added: an id makes a second one of the same harmless; a lower priority goes first. */
export interface Job {
  queue: 'routing' | 'delivery' | 'calls' | 'files' | 'hooks' | 'learning';
  id: string | null;
  name: Signal['kind'];
  data: unknown;
  priority: number;
}

const ranks: Record<string, number> = { P1: 1, P2: 2, P3: 3, P4: 4, P5: 5 };

export const routeTicketPayload = z.object({ ticketId: z.uuid() });
export const matchAgentPayload = z.object({ agentId: z.uuid() });
export const deliverReplyPayload = z.object({ deliveryId: z.uuid() });
export const sendPortalLinkPayload = z.object({ linkId: z.uuid() });
export const fetchFilePayload = z.object({ attachmentId: z.uuid() });
export const deleteRecordingPayload = z.object({ recordingId: z.string().min(1).max(2_000) });
export const makePreviewPayload = z.object({ sha256: z.string().regex(/^[\da-f]{64}$/) });
export const deliverHookPayload = z.object({ hookId: z.uuid() });
export const showHomePayload = z.object({ person: z.string().regex(/^[\w-]{1,40}$/) });
export const tellOfferPayload = z.object({ offerId: z.uuid() });
export const bridgeCallPayload = z.object({ assignmentId: z.uuid() });

export const legPayload = z.object({ legId: z.uuid() });
export const callPayload = z.object({ callId: z.string() });

/** The job that a signal asks for. */
export function jobFor(signal: Signal): Job {
  switch (signal.kind) {
    case 'route-ticket':
      return {
        queue: 'routing', name: signal.kind, data: { ticketId: signal.ticketId },
        id: `route-${signal.ticketId}-${signal.routingVersion}`, priority: ranks[signal.priority ?? 'P3'] ?? 3,
      };
    case 'match-agent':
      return { queue: 'routing', name: signal.kind, data: { agentId: signal.agentId }, id: null, priority: 2 };
    case 'deliver-reply':
      return {
        queue: 'delivery', name: signal.kind, data: { deliveryId: signal.deliveryId },
        // One that was told to wait may still be ending its job, which would swallow another of the same id.
        id: `deliver-${signal.deliveryId}${signal.after === undefined ? '' : `-after-${signal.after}`}`, priority: 3,
      };
    case 'fetch-file':
      return {
        queue: 'files', name: signal.kind, data: { attachmentId: signal.attachmentId },
        id: `fetch-${signal.attachmentId}`, priority: 3,
      };
    case 'delete-recording':
      return {
        queue: 'files', name: signal.kind, data: { recordingId: signal.recordingId },
        id: `delete-${signal.recordingId.replaceAll(/[^\w-]/g, '_')}`, priority: 5,
      };
    case 'make-preview':
      return { queue: 'files', name: signal.kind, data: { sha256: signal.sha256 }, id: `preview-${signal.sha256}`, priority: 4 };
    case 'tell-offer':
      return { queue: 'delivery', name: signal.kind, data: { offerId: signal.offerId }, id: `tell-offer-${signal.offerId}`, priority: 1 };
    case 'show-home':
      return { queue: 'delivery', name: signal.kind, data: { person: signal.person }, id: `home-${signal.person}`, priority: 5 };
    case 'bridge-call':
      return {
        queue: 'calls', name: signal.kind, data: { assignmentId: signal.assignmentId },
        id: `bridge-${signal.assignmentId}`, priority: 1,
      };
    case 'place-leg':
      return { queue: 'calls', name: signal.kind, data: { legId: signal.legId }, id: `place-leg-${signal.legId}`, priority: 1 };
    case 'move-call':
      return {
        queue: 'calls', name: signal.kind, data: { callId: signal.callId },
        id: `move-call-${signal.callId}-${signal.version}`, priority: 1,
      };
    case 'move-leg':
      return {
        queue: 'calls', name: signal.kind, data: { legId: signal.legId },
        id: `move-leg-${signal.legId}-${signal.version}`, priority: 1,
      };
    case 'send-portal-link':
      return { queue: 'delivery', name: signal.kind, data: { linkId: signal.linkId }, id: `portal-link-${signal.linkId}`, priority: 2 };
    case 'deliver-hook':
      return { queue: 'hooks', name: signal.kind, data: { hookId: signal.hookId }, id: `hook-${signal.hookId}`, priority: 3 };
    case 'reconcile-provider':
      return { queue: 'calls', name: signal.kind, data: {}, id: signal.kind, priority: 5 };
    case 'learn':
      return { queue: 'learning', name: signal.kind, data: {}, id: signal.kind, priority: 5 };
  }
}
