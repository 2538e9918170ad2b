import type { BounceReport } from '../../src/core/index.ts';
import { explainReport, isFromMailer, readBounceText, type DaemonSigns } from './bounce-text.ts';
import { readDeliveryStatus } from './bounce-status.ts';
import { firstOf, parseFields } from './header-fields.ts';
import { parseMessageIds } from './message-ids.ts';
import type { Parameterised } from './header-parameters.ts';

/** Parts that mail servers put into their reports, each at most 64 kB of it and one character a byte. */
export interface ReportParts {
  statuses: string[];
  /** The beginning of the mail, or of its header, that comes back. */
  returned: string[];
}

const mostIds = 20;

/** What mail servers report in a mail, and about which mails of ours; nothing for ordinary mail, whatever it quotes. */
export function readBounces(type: Parameterised, parts: ReportParts, signs: DaemonSigns): { bounce: BounceReport[]; returnedIds: string[] } {
  const isReport = type.value === 'multipart/report';
  const written = isReport || signs.returnPath === '' || isFromMailer(signs) ? parts.statuses.flatMap(readDeliveryStatus).map((report) => explainReport(report, signs.text)) : [];
  const fromText = written.length > 0 ? null : readBounceText(signs);
  const bounce = written.length > 0 ? written : (fromText ?? []);
  if (bounce.length === 0 && !isReport) return { bounce: [], returnedIds: [] };
  const fromParts = [...parts.returned, ...parts.statuses].flatMap((head) => {
    const fields = parseFields(Buffer.from(head.split(/\r?\n\r?\n/, 1)[0] ?? '', 'latin1'));
    return ['message-id', 'original-message-id', 'x-original-message-id'].flatMap((name) => parseMessageIds(firstOf(fields, name)));
  });
  const inText = [...signs.text.slice(0, 256 * 1024).matchAll(/^[ \t>]*(?:original-)?message-id:\s*(<[^<>\n]{1,500}>)/gim)].flatMap(([, id = '']) => parseMessageIds(id));
  return { bounce, returnedIds: [...new Set([...fromParts, ...inText])].slice(0, mostIds) };
}
