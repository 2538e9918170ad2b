import type {} from '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sessionCookie } from '../core/index.ts';
import type { TryWorld } from './try-world.ts';
import type { Visitor } from './visitors.ts';

const params = z.object({ visitor: z.string().max(100) });
const nothing = z.object({});
const keys = z.object({ digits: z.string().regex(/^[\d*#]{1,40}$/) });
const words = z.object({ words: z.string().trim().min(1).max(500) });
const message = z.object({ seconds: z.int().min(1).max(600) });
const textBody = z.object({ text: z.string().min(1).max(1_600) });
const mailBody = z.object({ subject: z.string().max(200), text: z.string().min(1).max(20_000) });

/**
 * The try-it page's own interface. Whatever is done here leaves this process as a signed webhook or a mail and comes
 * back in by the front door; the desk does not know that it is tried.
 */
export function tryRoutes(parts: {
  world: TryWorld;
  /** Signs the agent in who is tried; anybody who may open the page may be this agent. */
  signIn: () => Promise<{ token: string; expiresAt: Date }>;
  agentName: string;
  /** The desk's mail address. */
  mailTo: string;
  publicUrl: string;
}): FastifyPluginAsyncZod {
  const { world, signIn, agentName, mailTo, publicUrl } = parts;
  const { visitors } = world;
  const isElsewhere = (origin: string | undefined) => origin !== undefined && origin !== new URL(publicUrl).origin;
  return async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      if (request.method === 'POST' && isElsewhere(request.headers.origin)) return refuse(reply, 403, 'wrong_origin');
    });

    app.post('/try/api/visitors', { schema: { hide: true, body: z.object({}) } }, async (_request, reply) => {
      const visitor = visitors.open();
      if (visitor === null) return refuse(reply, 503, 'too_many_visitors');
      return reply.code(201).send({ visitor, desk: { number: world.number, mail: mailTo } });
    });

    app.post('/try/api/agent', { schema: { hide: true, body: z.object({}) } }, async (_request, reply) => {
      const { token, expiresAt } = await signIn();
      const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:'), expires: expiresAt } as const;
      return reply.code(201).setCookie(sessionCookie, token, cookie).send({ agent: { name: agentName } });
    });

    app.get('/try/api/visitors/:visitor', { schema: { hide: true, params } }, async (request, reply) => {
      const visitor = visitors.find(request.params.visitor);
      return visitor ? visitor.view() : refuse(reply, 404, 'not_found');
    });

    const on = <Body extends z.ZodType>(move: string, body: Body, make: (visitor: Visitor, given: z.output<Body>) => void | Promise<void>) =>
      app.post(`/try/api/visitors/:visitor/${move}`, { schema: { hide: true, params, body: nothing.loose() } }, async (request, reply) => {
        const visitor = visitors.find(request.params.visitor);
        if (!visitor) return refuse(reply, 404, 'not_found');
        const given = body.safeParse(request.body);
        if (!given.success) return refuse(reply, 400, 'invalid_input');
        await make(visitor, given.data);
        return reply.code(202).send(visitor.view());
      });
    on('call', nothing, ({ telephone }) => telephone.call());
    on('call/keys', keys, ({ telephone }, { digits }) => telephone.press(digits));
    on('call/words', words, ({ telephone }, said) => telephone.say(said.words));
    on('call/wait', nothing, ({ telephone }) => telephone.wait());
    on('call/message', message, ({ telephone }, { seconds }) => telephone.speak(seconds));
    on('call/hang-up', nothing, ({ telephone }) => telephone.hangUp());
    on('texts', textBody, (visitor, { text }) => visitor.text(text));
    on('mails', mailBody, (visitor, mail) => visitor.write(mail));
  };
}

function refuse(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply.code(status).send({ error: { code, message: code.replaceAll('_', ' '), requestId: reply.request.id } });
}
