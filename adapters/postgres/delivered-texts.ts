import type { DeliveryView } from '../../src/desk/tickets/index.ts';

/** One of the texts that a reply went out as, as its latest attempt stands. */
export interface DeliveredText {
  part: number;
  /** Null where the reply is one text. */
  text: string | null;
  status: string;
  code: string | null;
  error: string | null;
  encoding: string | null;
  segments: number | null;
  attempt: number;
}

/** Worst first: the first of these that any text is in says how the reply stands. */
const standings = ['failed', 'unknown', 'parked', 'held', 'sending', 'queued', 'sent', 'shelved', 'delivered'];

/** How a reply stands, made from its texts. What only followed a failed text never hides why that one failed. */
export function toDelivery(texts: DeliveredText[], whole: string): DeliveryView {
  const rankOf = ({ status, code }: DeliveredText) => standings.indexOf(status) + (code === 'earlier_part' ? 0.5 : 0);
  const [worst] = texts.toSorted((a, b) => rankOf(a) - rankOf(b) || a.part - b.part);
  const counted = texts.flatMap(({ segments }) => segments ?? []);
  return {
    status: worst?.status ?? 'unknown',
    code: worst?.code ?? null,
    error: worst?.error ?? null,
    encoding: texts.some(({ encoding }) => encoding === 'UCS-2') ? 'UCS-2' : texts[0]?.encoding ?? null,
    segments: counted.length === 0 ? null : counted.reduce((sum, count) => sum + count, 0),
    parts:
      texts.length < 2
        ? null
        : texts.map(({ part, text, status, code, error, segments }) => ({ part, text: text ?? whole, status, code, error, segments })),
    attempts: Math.max(1, ...texts.map(({ attempt }) => attempt)),
  };
}
