import { eachEntry } from './cross-references.ts';
import { defaultCosts } from './defaults.ts';
import type { Draft } from './draft.ts';
import { listAlternatives } from './faults.ts';
import type { Finding } from './faults.ts';
import { priorities } from './fields.ts';

/** What a desk can run with but probably does not mean. */
export function warningFindings(draft: Draft): Finding[] {
  return [...withoutExamples(draft), ...sharedExamples(draft), ...unknownChannels(draft), ...slowerForHigher(draft)];
}

function withoutExamples(draft: Draft): Finding[] {
  return eachEntry(draft, (entry, path) =>
    (['es', 'en'] as const)
      .filter((locale) => (entry.examples?.[locale] ?? []).length === 0)
      .map((locale) => ({ path: [...path, 'examples'], message: `no examples in "${locale}", so texts in it will go to triage`, at: 'value' })));
}

function sharedExamples(draft: Draft): Finding[] {
  const owner = new Map<string, string>();
  return eachEntry(draft, (entry, path) =>
    (['es', 'en'] as const).flatMap((locale) =>
      (entry.examples?.[locale] ?? []).flatMap((example, index): Finding[] => {
        const text = example?.trim().toLowerCase() ?? '';
        const other = owner.get(text);
        owner.set(text, other ?? entry.key ?? '');
        if (other === undefined || other === entry.key) return [];
        return [{ path: [...path, 'examples', locale, index], message: `also an example of "${other}", so it decides nothing`, at: 'value' }];
      })));
}

function unknownChannels(draft: Draft): Finding[] {
  const known = Object.keys(defaultCosts);
  return Object.keys(draft.costs)
    .filter((channel) => !known.includes(channel))
    .map((channel) => ({ path: ['costs', channel], message: `not a channel that comes with the desk (${listAlternatives(known)})`, at: 'key' }));
}

function slowerForHigher(draft: Draft): Finding[] {
  return Object.entries(draft.slas).flatMap(([key, policy]) =>
    priorities.flatMap((priority, at) => {
      const before = priorities[at - 1];
      return (['respond', 'resolve'] as const).flatMap((promise): Finding[] => {
        const minutes = policy?.targets?.[priority]?.[promise];
        const higher = before && policy?.targets?.[before]?.[promise];
        if (minutes === undefined || higher === undefined || !(minutes < higher)) return [];
        return [{ path: ['slas', key, 'targets', priority, promise], message: `shorter than for ${before} (${higher})`, at: 'value' }];
      });
    }));
}
