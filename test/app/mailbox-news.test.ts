import { expect, test } from 'vitest';
import type { MailboxState } from '../../adapters/imap/index.ts';
import { createMailboxNews } from '../../src/app/mailbox-news.ts';
import { createMetrics } from '../../src/telemetry/index.ts';

const metrics = createMetrics({ queueLength: () => Promise.resolve([]) });

async function told(...kinds: MailboxState['kind'][]): Promise<{ lines: string[]; gauge: string | undefined }> {
  const lines: string[] = [];
  const line = (level: string) => (about: object) => void lines.push(`${level} ${'state' in about ? String(about.state) : ''}`);
  const news = createMailboxNews('soporte', { warn: line('warn'), info: line('info'), debug: line('debug') }, metrics);
  for (const [place, kind] of kinds.entries()) news({ kind, since: new Date(), detail: `try ${place}` });
  const gauge = /ventanilla_mailbox_readable\{mailbox="soporte"\} (\d)/.exec((await metrics.render()).text)?.[1];
  return { lines: lines.filter((one) => !one.startsWith('debug')), gauge };
}

test('a mailbox that cannot be read is told once, however long it lasts, and once more when it can', async () => {
  expect(await told('connecting', 'unreachable', 'unreachable', 'unreachable')).toEqual({ lines: ['warn unreachable'], gauge: '0' });
  expect(await told('unreachable', 'login-refused', 'login-refused', 'reading', 'waiting', 'reading')).toEqual({
    lines: ['warn unreachable', 'warn login-refused', 'info reading'], gauge: '1',
  });
});

test('a mailbox that another process reads is no news, and not in this one\'s figures', async () => {
  expect(await told('waiting', 'standby')).toEqual({ lines: [], gauge: undefined });
});
