import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { pagePolicy } from './page-policy.ts';

export interface PagesOptions {
  /** Where `npm run build` laid the pages; without them, each address says how they are made. */
  folder: string;
  /** Whether the try-it page is open. */
  tryIt: boolean;
}

/** The addresses of each page; what follows in the address is the page's own business. */
const places: { file: string; paths: string[] }[] = [
  {
    file: 'index.html',
    paths: ['/', '/work', '/queue', '/tickets', '/tickets/*', '/customers', '/customers/*', '/inventory', '/inventory/*', '/lead', '/lead/*', '/admin', '/admin/*'],
  },
  { file: 'help.html', paths: ['/help', '/help/*'] },
  { file: 'try.html', paths: ['/try', '/try/*'] },
];

const notBuilt = '<!doctype html><meta charset="utf-8"><title>Ventanilla</title><p>The pages are not built yet: <code>npm run build</code>.';

/** Serves the pages people use. Their scripts carry a hash of their content in their names and are kept for ever; the pages themselves are asked for anew. */
export function pagesRoutes({ folder, tryIt }: PagesOptions): FastifyPluginAsync {
  return async (app) => {
    await app.register(fastifyStatic, { root: path.join(folder, 'assets'), prefix: '/assets/', preCompressed: true, immutable: true, maxAge: '365d', decorateReply: false });

    for (const { file, paths } of places) {
      if (file === 'try.html' && !tryIt) continue;
      for (const url of paths) {
        app.get(url, { schema: { hide: true } }, async (_request, reply) => sendPage(reply, path.join(folder, file)));
      }
    }

    await app.register(async (widget) => {
      await widget.register(fastifyStatic, { root: folder, serve: false, preCompressed: true, cacheControl: false });
      widget.get('/widget.js', { schema: { hide: true } }, async (_request, reply) => {
        // For pages of others, which ask anew every few minutes.
        reply.headers({ 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' });
        return reply.sendFile('widget.js');
      });
    });
  };
}

async function sendPage(reply: FastifyReply, file: string): Promise<FastifyReply> {
  const page = await readFile(file, 'utf8').catch(() => null);
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache');
  if (page === null) return reply.code(503).send(notBuilt);
  const nonce = randomBytes(16).toString('base64');
  return reply.header('content-security-policy', pagePolicy(nonce)).send(page.replace('{{nonce}}', nonce));
}
