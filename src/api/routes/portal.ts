import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, createAttemptWindows, localeSchema, ticketNumber } from '../../core/index.ts';
import { progressOf, type ShownRequest } from '../../desk/portal/index.ts';
import type { ApiDeps } from '../deps.ts';
import { placeOf } from '../place-of.ts';
import { mailboxOf, portalCookie } from '../portal-session.ts';
import { emailSchema, maybe, refusals } from '../schemas/fields.ts';
import { ownAssetSchema, ownRequestSchema, portalSchema } from '../schemas/portal.ts';
import { slowDown } from '../slow-down.ts';
import { isFromElsewhere } from '../status-page/origin.ts';
import { formLimits } from '../status-page/show.ts';
import { mostRequestFiles } from './request-files.ts';

type Deps = Pick<ApiDeps, 'desk' | 'formDoor' | 'portal' | 'assetReader' | 'statusLinks' | 'clock' | 'publicUrl'>;

/** Links that one place may ask for within five minutes, for whatever addresses. */
const mostAsked = 10;
/** Links that one place may try to use within five minutes. */
const mostEntered = 30;
const excerptLength = 200;

const sessionSchema = z.object({ email: z.string() });
const about = { tags: ['requests'] };

/** What customers see of their own requests: a link is mailed to an address, and whoever can read it there is shown what was begun from it. */
export function portalRoutes(deps: Deps): FastifyPluginAsyncZod {
  const { desk, formDoor, portal, assetReader, clock, publicUrl } = deps;
  const windows = createAttemptWindows(clock);
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const;
  const { mostBytes, mostFiles } = formLimits(desk);

  const emailOf = async (request: FastifyRequest) => {
    const email = await mailboxOf(request, portal);
    if (email === null) throw new AppError({ code: 'unauthorized', status: 401, publicMessage: 'Please ask for a link to your requests.' });
    return email;
  };
  const fromHere = async (request: FastifyRequest) => {
    if (isFromElsewhere(request, publicUrl)) {
      throw new AppError({ code: 'wrong_origin', status: 403, publicMessage: 'This request did not come from a page of this desk.' });
    }
  };

  return async (app) => {
    app.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });

    app.get(
      '/api/portal',
      { schema: { ...about, summary: 'What the portal offers here', response: { 200: portalSchema, ...refusals } } },
      async () => ({
        deskName: desk.name, locale: desk.locale, mail: portal.hasMail, files: { most: mostRequestFiles, mostBytes },
        form: formDoor(), commentFiles: { most: mostFiles, mostBytes },
      }),
    );

    app.post(
      '/api/portal/links',
      {
        onRequest: fromHere,
        schema: {
          ...about, summary: 'Ask for a link to one’s requests; the answer is the same for every address',
          body: z.object({ email: emailSchema, locale: maybe(localeSchema) }),
          response: { 202: z.object({}), ...refusals },
        },
      },
      async (request, reply) => {
        if (!portal.hasMail) throw new AppError({ code: 'no_mail', status: 409, publicMessage: 'This desk sends no mail.' });
        slowDown(reply, windows.attempt([[`ask ${placeOf(request)}`, mostAsked]]), 'attempts');
        await portal.ask(request.body.email, request.body.locale ?? desk.locale);
        return reply.code(202).send({});
      },
    );

    app.post(
      '/api/portal/sessions',
      {
        onRequest: fromHere,
        schema: {
          ...about, summary: 'Use a mailed link up: sets the cookie of a session', body: z.object({ token: z.string().max(100) }),
          response: { 201: sessionSchema, ...refusals },
        },
      },
      async (request, reply) => {
        slowDown(reply, windows.attempt([[`enter ${placeOf(request)}`, mostEntered]]), 'attempts');
        const session = await portal.enter(request.body.token);
        if (!session) throw new AppError({ code: 'link_over', status: 410, publicMessage: 'This link is over or was used already. Please ask for another.' });
        return reply.code(201).setCookie(portalCookie, session.token, { ...cookie, expires: session.expiresAt }).send({ email: session.email });
      },
    );

    app.get(
      '/api/portal/session',
      { schema: { ...about, summary: 'Whose requests this browser may see; null: nobody’s', response: { 200: z.object({ session: sessionSchema.nullable() }), ...refusals } } },
      async (request) => {
        const email = await mailboxOf(request, portal);
        return { session: email === null ? null : { email } };
      },
    );

    app.delete(
      '/api/portal/session',
      { onRequest: fromHere, schema: { ...about, summary: 'Sign out', response: { 204: z.null(), ...refusals } } },
      async (request, reply) => {
        const token = request.cookies[portalCookie];
        if (token !== undefined && token !== '') await portal.leave(token);
        return reply.clearCookie(portalCookie, cookie).code(204).send(null);
      },
    );

    app.get(
      '/api/portal/assets',
      { schema: { ...about, summary: 'The assets that one’s requests can name', response: { 200: z.object({ assets: z.array(ownAssetSchema) }), ...refusals } } },
      async (request) => {
        const assets = await assetReader.ofMailbox(await emailOf(request));
        return { assets: assets.map(({ id, name }) => ({ id, name })) };
      },
    );

    app.get(
      '/api/portal/requests',
      {
        schema: {
          ...about, summary: 'One’s own requests, newest first; `next` asks for older ones',
          querystring: z.object({ show: z.enum(['open', 'ended', 'all']).default('all'), before: maybe(z.coerce.number().int().min(1).max(2_147_483_647)) }),
          response: { 200: z.object({ requests: z.array(ownRequestSchema), next: z.number().nullable() }), ...refusals },
        },
      },
      async (request) => {
        const email = await emailOf(request);
        const { show, before } = request.query;
        const { requests, more } = await portal.requests.list({ kind: 'email', value: email }, { shown: show, before: before ?? null });
        return { requests: requests.map((one) => toView(one, deps)), next: more ? (requests.at(-1)?.number ?? null) : null };
      },
    );
  };
}

function toView({ view, ticketId, number, statusKey }: ShownRequest, { desk, statusLinks, clock }: Deps): z.output<typeof ownRequestSchema> {
  const { state, reached, dueAt } = progressOf(view, desk.conversations.reopenDays, clock.now());
  const answer = view.messages.findLast(({ from }) => from === 'desk');
  return {
    number: ticketNumber(number), subject: view.subject, state, reached, dueAt: dueAt?.toISOString() ?? null, openedAt: view.openedAt.toISOString(),
    token: new URL(statusLinks.urlOf({ id: ticketId, statusKey })).pathname.split('/').at(-1) ?? '',
    lastAnswer: answer ? { at: answer.at.toISOString(), text: excerpt(answer.text) } : null,
    lastAt: (view.messages.at(-1)?.at ?? view.openedAt).toISOString(),
  };
}

function excerpt(text: string): string {
  const letters = [...text.slice(0, 4 * excerptLength).replaceAll(/\s+/g, ' ').trim()];
  return letters.length > excerptLength ? `${letters.slice(0, excerptLength - 1).join('')}…` : letters.join('');
}
