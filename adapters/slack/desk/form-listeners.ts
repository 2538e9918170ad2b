import type { App } from '@slack/bolt';
import { z } from 'zod';
import { invalidInput, type Locale } from '../../../src/core/index.ts';
import { newRequestActionId } from '../blocks/home-view.ts';
import { escaped, most } from '../blocks/pieces.ts';
import { faultsOf, readContent } from '../blocks/read-form.ts';
import { emptyContent, requestForm, requestFormId, sentForm, serviceActionId, type FormContent } from '../blocks/request-form.ts';
import { slackWords } from '../words.ts';
import type { SlackListenerParts } from '../parts.ts';
import { within } from '../within.ts';
import { publishHome } from './home-listener.ts';
import { namedTicket } from './named-ticket.ts';
import type { SlackDesk } from './slack-desk.ts';

/** So that whoever opens it is answered within three seconds. */
const patienceMs = 1_400;
const triggerSchema = z.string().min(1).max(500);
const viewSchema = z.looseObject({ id: z.string().min(1).max(100), hash: z.string().max(100).optional(), state: z.unknown() });

/** The form of a new request: by the command, from the Home tab and by a shortcut. A form sent twice is one ticket. */
export function listenToForms(app: App, parts: SlackListenerParts, desk: SlackDesk): void {
  const { client, people, clock } = parts;
  const localeOf = async (user: string): Promise<Locale> => (await people.person(user)).locale ?? desk.locale;

  /** False when Slack did not show it in time. */
  const open = async (trigger: unknown, user: string, content: FormContent): Promise<boolean> => {
    const read = triggerSchema.safeParse(trigger);
    if (!read.success) throw invalidInput({ trigger_id: 'must be a text of Slack' });
    const view = requestForm(desk.catalog, content, await localeOf(user));
    const opening = client.views.open({ trigger_id: read.data, view }).then(() => true);
    return within(opening.catch((error: unknown) => {
      parts.onFault(error);
      return false;
    }), patienceMs, false);
  };

  app.command(/^\//, async ({ ack, command }) => {
    const words = unescaped(z.string().catch('').parse(command.text)).slice(0, most.words);
    if (await open(command.trigger_id, command.user_id, { ...emptyContent, words })) return ack();
    return ack({ response_type: 'ephemeral', text: slackWords[await localeOf(command.user_id)].form.notOpened });
  });
  app.shortcut({ type: 'shortcut' }, async ({ ack, shortcut }) => {
    await open(shortcut.trigger_id, shortcut.user.id, emptyContent);
    await ack();
  });
  app.action(newRequestActionId, async ({ ack, body }) => {
    await open('trigger_id' in body ? body.trigger_id : '', body.user.id, emptyContent);
    await ack();
  });

  app.action(serviceActionId, async ({ ack, body }) => {
    const view = 'view' in body ? viewSchema.safeParse(body.view) : null;
    if (view?.success) {
      const { id, hash, state } = view.data;
      const next = requestForm(desk.catalog, readContent(state), await localeOf(body.user.id));
      // Another choice was made meanwhile: that one counts.
      await within(client.views.update({ view_id: id, ...(hash !== undefined && { hash }), view: next }).catch(parts.onFault), patienceMs, null);
    }
    await ack();
  });

  app.view({ callback_id: requestFormId, type: 'view_submission' }, async ({ ack, body, view }) => {
    const person = await people.person(body.user.id);
    const locale = person.locale ?? desk.locale;
    const { service, entry, subject, words, impact, urgency } = readContent(view.state);
    const content = { service, entry, subject, words, impact, urgency };
    const faults = faultsOf(content, desk.catalog, locale);
    if (Object.keys(faults).length > 0) return ack({ response_action: 'errors', errors: faults });
    const handed = await desk.handOver({
      messageId: `view/${view.id}`, from: { ...person, locale }, room: person.id, thread: '', isDirect: true, text: escaped(words), names: {}, files: [],
      chosen: { service, ...(entry !== '' && { entry }), ...(impact && { impact }), ...(urgency && { urgency }) },
      ...(subject.trim() !== '' && { subject: subject.trim() }), receivedAt: clock.now(),
    });
    const say = slackWords[locale].form;
    await ack({ response_action: 'update', view: sentForm(handed.kind === 'blocked' ? say.sentWithout : say.sent(namedTicket(handed)), locale) });
    await publishHome(parts, desk, body.user.id);
  });
}

/** A command's words as they were typed: Slack escapes three letters (docs.slack.dev/interactivity/implementing-slash-commands). */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();
}
