import { limitDnsTime } from './dns-budget.ts';
import { dnsCodeOf, dnsError, type DnsAnswer, type DnsLookup } from './dns-lookup.ts';

const minute = 60_000;
const keepFor = { answer: 5 * minute, nothing: 5 * minute, failure: 30_000 };
const mostNames = 5_000;
const restsFor = 20_000;
/** Names in a row without any answer that make us doubt the name server rather than the names. */
const silentNames = 3;
const mostProbeTime = 500;

interface Known {
  until: number;
  outcome: { answer: DnsAnswer } | { code: string };
}

/**
 * Remembers what was asked: what there is, and that there is nothing, for five minutes; a failure for 30 seconds. When
 * several names in a row got no answer, and the root, which every name server knows, gets none either, nobody is asked
 * until somebody answers a question that is put every 20 seconds; all others fail at once with `ETIMEOUT`, so that no mail
 * waits. (The root is asked so that no sender whose names nobody answers for can switch the checks off.)
 */
export function cacheDns(lookup: DnsLookup, now: () => Date): DnsLookup {
  const known = new Map<string, Known>();
  const pending = new Map<string, Promise<DnsAnswer>>();
  const rest = restWhenSilent(lookup, now);

  const remember = (key: string, outcome: Known['outcome']): void => {
    known.delete(key);
    const kind = 'answer' in outcome ? 'answer' : isNothing(outcome.code) ? 'nothing' : 'failure';
    known.set(key, { until: now().getTime() + keepFor[kind], outcome });
    const oldest = known.keys().next();
    if (known.size > mostNames && !oldest.done) known.delete(oldest.value);
  };
  const ask = async (key: string, name: string, type: string): Promise<DnsAnswer> => {
    try {
      const answer = await lookup(name, type);
      rest.heard();
      remember(key, { answer });
      return answer;
    } catch (error) {
      const told = dnsCodeOf(error);
      // A sender may write names that cannot be; they are not there, which is no failure of the DNS.
      const code = isImpossible(told) ? 'ENOTFOUND' : told;
      if (isSilence(code)) rest.missed(name);
      else if (!isImpossible(told)) rest.heard();
      remember(key, { code });
      throw dnsError(code);
    } finally {
      pending.delete(key);
    }
  };

  return async (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    const before = known.get(key);
    if (before && before.until > now().getTime()) {
      if ('answer' in before.outcome) return before.outcome.answer;
      throw dnsError(before.outcome.code);
    }
    const already = pending.get(key);
    if (already) return already;
    if (rest.isOn(name, type)) throw dnsError('ETIMEOUT');
    const asked = ask(key, name, type);
    pending.set(key, asked);
    return asked;
  };
}

interface Rest {
  /** Whether nobody shall be asked; a question that comes when the rest is over is asked in the background. */
  isOn(name: string, type: string): boolean;
  heard(): void;
  missed(name: string): void;
}

function restWhenSilent(lookup: DnsLookup, now: () => Date): Rest {
  const silent = new Set<string>();
  let isResting = false;
  let until = 0;
  let isProbing = false;
  const probe = async (...more: [name: string, type: string][]): Promise<void> => {
    isProbing = true;
    const limited = limitDnsTime(lookup, mostProbeTime);
    const questions: [string, string][] = [['.', 'NS'], ...more];
    const codes = await Promise.all(questions.map(([name, type]) => limited(name, type).then(() => null, dnsCodeOf)));
    isProbing = false;
    isResting = codes.every((code) => code !== null && isSilence(code));
    if (isResting) until = now().getTime() + restsFor;
    else silent.clear();
  };
  return {
    isOn: (name, type) => {
      if (isResting && !isProbing && now().getTime() >= until) void probe([name, type]);
      return isResting;
    },
    heard: () => silent.clear(),
    missed: (name) => {
      // Bounded: of names that nobody answers for, any three will do.
      if (silent.size < silentNames) silent.add(name.toLowerCase());
      if (silent.size >= silentNames && !isProbing) void probe();
    },
  };
}

/** The name, or this type of it, does not exist. */
function isNothing(code: string): boolean {
  return code === 'ENOTFOUND' || code === 'ENODATA';
}

/** The name was never asked for. */
function isImpossible(code: string): boolean {
  return ['EBADNAME', 'EBADQUERY', 'EBADSTR', 'EFORMERR'].includes(code) || code.startsWith('ERR_');
}

/** Nobody answered; a server that refuses or fails did. */
function isSilence(code: string): boolean {
  return ['ETIMEOUT', 'ECONNREFUSED', 'ECANCELLED', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code);
}
