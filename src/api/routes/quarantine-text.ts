import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { refusals } from '../schemas/fields.ts';

/** Bytes that are shown of a thing in quarantine. */
const mostShown = 32 * 1024;

/** The first of what lies in quarantine, as text that nobody runs. */
export function quarantineTextRoutes({ quarantined }: Pick<ApiDeps, 'quarantined'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/quarantine/:id/text',
      {
        onRequest: guard('lead'),
        schema: {
          tags: ['quarantine'], security: [{ bearer: [] }], summary: 'How its bytes begin, as plain text (lead)', params: z.object({ id: z.string() }),
          response: { 200: z.object({ text: z.string(), complete: z.boolean() }), ...refusals },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!z.guid().safeParse(id).success) throw notFound('The quarantined item');
        const { content } = await quarantined.openRaw(id);
        const start = await readStart(content);
        void reply.header('cache-control', 'no-store');
        return { text: readable(start.subarray(0, mostShown)), complete: start.length <= mostShown };
      },
    );
  };
}

/** At most a little more than is shown. */
async function readStart(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    pieces.push(piece);
    length += piece.length;
    if (length > mostShown) break;
  }
  return Buffer.concat(pieces);
}

/** Control characters, also those that turn the direction of writing, would show something that is not there. */
function readable(bytes: Buffer): string {
  return bytes.toString('utf8').replaceAll('\r\n', '\n').replaceAll(/[^\P{C}\n\t]/gu, '\uFFFD');
}
