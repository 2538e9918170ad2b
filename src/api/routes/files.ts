import { Readable } from 'node:stream';
import contentDisposition from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, notFound } from '../../core/index.ts';
import { downloadName, fileTypeOf, type DownloadableFile } from '../../desk/files/index.ts';
import { readRange } from '../byte-range.ts';
import type { ApiDeps } from '../deps.ts';
import { refusals } from '../schemas/fields.ts';

/**
 * The bytes of one file, for as long as its address lives. The address is the only credential, so that `<img>` and
 * `<audio>` can load it; it names one file of one ticket, and a ticket that no longer has the file does not give it.
 */
export function fileRoutes(deps: Pick<ApiDeps, 'fileLinks' | 'fileReader' | 'content' | 'clock'>): FastifyPluginAsyncZod {
  const { fileLinks, fileReader, content, clock } = deps;
  const send = async (request: FastifyRequest, reply: FastifyReply, link: { expiresAt: number } | null, file: DownloadableFile | null) => {
    if (!link || !file) throw notFound('The file');
    const range = readRange(request.headers.range, file.size);
    if (range === 'unsatisfiable') {
      reply.header('content-range', `bytes */${file.size}`);
      throw new AppError({ code: 'range_not_satisfiable', status: 416, publicMessage: 'The file has no such part.' });
    }
    const bytes = await content.open(file.sha256, range ?? undefined);
    if (!bytes) throw notFound('The file');
    const { start, end } = range ?? { start: 0, end: file.size - 1 };
    if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${file.size}`);
    const secondsLeft = Math.max(Math.floor((link.expiresAt - clock.now().getTime()) / 1_000), 0);
    return describe(reply, file)
      .headers({ 'content-length': end - start + 1, 'cache-control': `private, max-age=${secondsLeft}` })
      .send(bytes instanceof Readable ? bytes : Readable.from(bytes, { objectMode: false }));
  };
  return async (app) => {
    app.get(
      '/files/:token',
      {
        schema: {
          tags: ['tickets'], summary: 'An attachment or a recording, by the signed address that its ticket shows',
          params: z.object({ token: z.string() }), response: refusals,
        },
      },
      async (request, reply) => {
        const link = fileLinks.read(request.params.token);
        return send(request, reply, link, link && (await fileReader.read(link)));
      },
    );
    app.get(
      '/files/:token/preview',
      {
        schema: {
          tags: ['tickets'], summary: 'A picture of the first page of an attachment, by the signed address that its ticket shows',
          params: z.object({ token: z.string() }), response: refusals,
        },
      },
      async (request, reply) => {
        const link = fileLinks.read(request.params.token);
        return send(request, reply, link, link && (await fileReader.readPreview(link)));
      },
    );
  };
}

/** Says what the file is, so that no browser takes it for a page of ours whatever is in it. */
function describe(reply: FastifyReply, file: DownloadableFile): FastifyReply {
  const { type, name, fallback, sha256 } = file;
  const known = fileTypeOf(type);
  return reply.headers({
    'content-type': known ? withCharset(known.type) : 'application/octet-stream',
    'content-disposition': dispositionOf(downloadName(name, type, fallback), known?.inline ?? false),
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    // The frame that shows a mail has no origin of ours, and its pictures are here.
    'cross-origin-resource-policy': 'cross-origin',
    // The chat shows files on pages of others; the address alone is the credential.
    'access-control-allow-origin': '*',
    'accept-ranges': 'bytes',
    etag: `"${sha256}"`,
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  });
}

/** The name in both ways of writing (RFC 6266, 4.3): in full, and in letters that every program reads the same. */
function dispositionOf(name: string, inline: boolean): string {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\x20-\x7e]/gu, '_');
  return contentDisposition(name, { type: inline ? 'inline' : 'attachment', fallback: plain });
}

function withCharset(type: string): string {
  return type === 'text/plain' ? 'text/plain; charset=utf-8' : type;
}

/** Nothing in a file may load or run anything; the browser's own viewers of PDF, sound and pictures work all the same. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; object-src 'self'; frame-ancestors 'self'; sandbox";
