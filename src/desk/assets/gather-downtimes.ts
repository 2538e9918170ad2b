import type { DowntimeView } from './reader.ts';

/** A line of a list of downtimes; `alarms`: how many downtimes it stands for. */
export interface DowntimeLine extends DowntimeView {
  alarms: number;
}

/**
 * One line for what machines told of one service in one storm: from the first beginning to the last end, on the storm's ticket. What
 * a person wrote down, or a note was added to, stands by itself. The latest first. For people; figures count every downtime.
 */
export function gatherDowntimes(downtimes: readonly DowntimeView[]): DowntimeLine[] {
  const lines = new Map<string, DowntimeLine>();
  for (const one of downtimes) {
    const isGathered = one.storm !== null && one.by === null && one.note === '';
    const key = isGathered ? `${one.service} ${one.storm}` : one.id;
    const line = lines.get(key);
    lines.set(key, line ? joined(line, one) : { ...one, alarms: 1 });
  }
  return [...lines.values()].toSorted((one, other) => other.from.getTime() - one.from.getTime());
}

function joined(line: DowntimeLine, other: DowntimeView): DowntimeLine {
  const first = other.from < line.from ? other : line;
  const to = line.to === null || other.to === null ? null : new Date(Math.max(line.to.getTime(), other.to.getTime()));
  return { ...first, to, asset: null, assetId: null, ticket: line.storm, alarms: line.alarms + 1 };
}
