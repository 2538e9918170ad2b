import type twilio from 'twilio';
import type { CallControl, OutboundText, Sender } from '../../src/core/index.ts';
import { unavailable } from '../../src/core/index.ts';
import { createCallControl } from './calls.ts';
import { translateSendFault } from './rest-faults.ts';
import { createTwilioClient, type TwilioClientOptions } from './rest-client.ts';
import { createWebhookUrls } from './webhook-urls.ts';

export interface TwilioRestOptions extends TwilioClientOptions {
  publicUrl: string;
}

const newestLookedAt = 100;
/** The provider's dates have whole seconds, and its clock is not ours. */
const clockTolerance = 60_000;

/** Sends texts and steers calls by the provider's REST interface. */
export function createTwilioRest(options: TwilioRestOptions): Sender & CallControl {
  const client = createTwilioClient(options);
  const urls = createWebhookUrls(options.publicUrl);
  return {
    send: async (text) => {
      try {
        const message = await client.messages.create({ ...contentOf(text), statusCallback: urls.status });
        if (!message.sid) throw new Error('Twilio answered without a message id.');
        return { kind: 'sent', providerId: message.sid };
      } catch (error) {
        return translateSendFault(error);
      }
    },
    find: async (text, since) => {
      try {
        return await findMessage(client, text, since);
      } catch {
        throw unavailable('Twilio');
      }
    },
    ...createCallControl(client, urls),
  };
}

/** A template goes by its ContentSid, and its blanks as JSON (twilio.com/docs/content/send-templates-created-with-the-content-template-builder). */
function contentOf({ to, from, body, template }: OutboundText) {
  if (!template) return { to, from, body };
  return { to, from, contentSid: template.id, contentVariables: JSON.stringify(template.variables) };
}

/** The provider writes a template's words itself: it is known by what was filled in. */
function saysTheSame(body: string, text: OutboundText): boolean {
  if (!text.template) return body === text.body;
  return Object.values(text.template.variables).every((value) => body.includes(value));
}

/** Looks at the newest messages of this pair of numbers; queued ones have no sending date yet, so the day they were made counts. */
async function findMessage(
  client: ReturnType<typeof twilio>,
  text: OutboundText,
  since: Date,
): Promise<{ providerId: string } | null> {
  const earliest = since.getTime() - clockTolerance;
  const messages = await client.messages.list({ to: text.to, from: text.from, limit: newestLookedAt });
  const found = messages.find(
    (message) =>
      message.direction !== 'inbound' && saysTheSame(message.body, text) && message.dateCreated.getTime() >= earliest,
  );
  return found ? { providerId: found.sid } : null;
}
