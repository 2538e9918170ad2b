import type { Level, ReportedAlarm } from '../../core/index.ts';
import { findEntry, serviceOfEntry, type DeskDefinition, type Monitoring } from '../definition/index.ts';
import { isHigher, type Levels } from '../priority/index.ts';
import type { Afterwards } from './alarm.ts';

/** What the desk's rules make of an alarm. */
export interface JudgedAlarm {
  /** Null: found by its words. */
  entry: string | null;
  service: string | null;
  /** Null: as the entry says. */
  impact: Level | null;
  urgency: Level | null;
  /** The name of what it is about. */
  asset: string | null;
  /** Its service is down while it lasts. */
  downtime: boolean;
  afterwards: Afterwards;
  group: string;
}

type Rule = Monitoring['rules'][number];

/** All rules that fit count, and what several say the first one decides; then the severity, then the entry. Pure. */
export function judgeAlarm(desk: DeskDefinition, alarm: ReportedAlarm): JudgedAlarm {
  const { monitoring } = desk;
  const facts = factsOf(alarm);
  const rules = monitoring.rules.filter((rule) => fits(rule, facts));
  const first = <Key extends keyof Rule>(key: Key): Rule[Key] | undefined => rules.find((rule) => rule[key] !== undefined)?.[key];
  const severity = alarm.severity === null ? undefined : ownValue(monitoring.severities, alarm.severity);
  const entry = first('entry') ?? monitoring.entry ?? firstAlarmEntry(desk);
  const assetLabel = first('assetLabel') ?? monitoring.assetLabel;
  return {
    entry: entry !== null && findEntry(desk, entry) ? entry : null,
    service: entry === null ? null : (serviceOfEntry(desk, entry)?.key ?? null),
    impact: first('impact') ?? severity?.impact ?? null,
    urgency: first('urgency') ?? severity?.urgency ?? null,
    asset: (assetLabel === null ? undefined : ownValue(facts, assetLabel)) ?? alarm.asset,
    downtime: first('downtime') ?? false,
    afterwards: first('afterwards') ?? monitoring.afterwards,
    group: alarm.group ?? first('group') ?? '',
  };
}

/** What its impact and urgency are by the rules, where its severity is worse than `before` was; null where it is not. Pure. */
export function levelsOfWorse(desk: DeskDefinition, alarm: ReportedAlarm, before: string | null): Levels | null {
  if (alarm.severity === before) return null;
  const [is, was] = [levelsOf(desk, judgeAlarm(desk, alarm)), levelsOf(desk, judgeAlarm(desk, { ...alarm, severity: before }))];
  return isHigher(is.impact, was.impact) || isHigher(is.urgency, was.urgency) ? is : null;
}

/** Impact and urgency by the rules, or else by the entry. */
export function levelsOf(desk: DeskDefinition, { impact, urgency, entry }: Pick<JudgedAlarm, 'impact' | 'urgency' | 'entry'>): Levels {
  const usual = entry === null ? null : findEntry(desk, entry);
  return { impact: impact ?? usual?.impact ?? 'low', urgency: urgency ?? usual?.urgency ?? 'low' };
}

function firstAlarmEntry(desk: DeskDefinition): string | null {
  return desk.services.flatMap(({ entries }) => entries).find(({ kind }) => kind === 'alarm')?.key ?? null;
}

/** Its labels, and what every alarm has; the severity in small letters, whatever a label says. */
function factsOf({ labels, source, severity, title, asset, group }: ReportedAlarm): Readonly<Record<string, string>> {
  return {
    source, title, ...(asset === null ? {} : { asset }), ...(group === null ? {} : { group }), ...labels, ...(severity === null ? {} : { severity }),
  };
}

function fits({ match }: Rule, facts: Readonly<Record<string, string>>): boolean {
  return Object.entries(match).every(([label, wanted]) => {
    const value = ownValue(facts, label);
    if (value === undefined) return false;
    return typeof wanted === 'string' ? value === wanted : wanted.test(value);
  });
}

function ownValue<Value>(map: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
