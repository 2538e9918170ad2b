import type { EventName, TimelineItem, TimelineOf } from '../../../../api/contract.ts';

export type TimelineEvent = TimelineOf<'event'>;
export type TimelineFilter = 'all' | 'talk';

/** What the timeline shows as one: something said, an event that matters by itself, or a run of events that unfolds. */
export type Row =
  | { kind: 'item'; key: string; at: string; seq: number | null; item: TimelineItem }
  | { kind: 'run'; key: string; at: string; seq: number | null; events: TimelineEvent[] };

/** Steps in a ticket's life that everybody should see without unfolding. */
const turningPoints: ReadonlySet<EventName> = new Set<EventName>([
  'ticket.escalated', 'ticket.transferred', 'ticket.waiting', 'ticket.resolved', 'ticket.reopened', 'ticket.cancelled',
  'ticket.closed', 'ticket.merged', 'ticket.split', 'ticket.abandoned', 'customer.opted-out', 'address.undeliverable',
]);

/** Fewer events in a row than this stand for themselves. */
const shortestRun = 3;

/**
 * The rows of a timeline, in its order. A recording is shown where it was first told of; of what only people and
 * machines said to each other, `talk` leaves the rest out.
 */
export function rowsOf(timeline: readonly TimelineItem[], filter: TimelineFilter): Row[] {
  const rows: Row[] = [];
  const recordings = new Set<string>();
  let run: TimelineEvent[] = [];
  const endRun = () => {
    const first = run[0];
    const last = run.at(-1);
    if (first && last && run.length >= shortestRun) rows.push({ kind: 'run', key: `run ${keyOf(first)}`, at: last.at, seq: last.seq, events: run });
    else rows.push(...run.map(rowOf));
    run = [];
  };
  for (const item of timeline) {
    if (item.kind !== 'event') {
      endRun();
      rows.push(rowOf(item));
      continue;
    }
    const isRecording = item.recording !== undefined && !recordings.has(item.recording.id);
    if (item.recording && isRecording) recordings.add(item.recording.id);
    const shown = isRecording ? item : withoutRecording(item);
    if (isRecording || turningPoints.has(item.name)) {
      if (filter === 'talk' && !isRecording) continue;
      endRun();
      rows.push(rowOf(shown));
    } else if (filter === 'all') {
      run.push(shown);
    }
  }
  endRun();
  return rows;
}

function rowOf(item: TimelineItem): Row {
  return { kind: 'item', key: keyOf(item), at: item.at, seq: item.seq, item };
}

function keyOf(item: TimelineItem): string {
  return item.kind === 'event' ? `event ${item.seq ?? `${item.at} ${item.name}`}` : `${item.kind} ${item.id}`;
}

function withoutRecording(item: TimelineEvent): TimelineEvent {
  const { seq, at, kind, name, actor, agent, reason, before, after } = item;
  return { seq, at, kind, name, actor, agent, reason, before, after };
}

/** The newest place in the log that the timeline shows; 0 when nothing is published yet. */
export function newestSeq(timeline: readonly TimelineItem[]): number {
  return timeline.reduce((newest, { seq }) => Math.max(newest, seq ?? 0), 0);
}
