import { eachEntry } from './cross-references.ts';
import { defaultCosts } from './defaults.ts';
import type { Draft } from './draft.ts';
import { listAlternatives } from './faults.ts';
import type { Finding } from './faults.ts';
import { priorities } from './fields.ts';

/** What a desk can run with but probably does not mean. */
export function warningFindings(draft: Draft): Finding[] {
  return [...withoutExamples(draft), ...sharedWords(draft), ...unknownChannels(draft), ...slowerForHigher(draft)];
}

function withoutExamples(draft: Draft): Finding[] {
  return eachEntry(draft, (entry, path) =>
    (['es', 'en'] as const)
      .filter((locale) => (entry.examples?.[locale] ?? []).length === 0)
      .map((locale) => ({ path: [...path, 'examples'], message: `no examples in "${locale}", so texts in it will go to triage`, at: 'value' })));
}

/** Examples and synonyms that two entries have. */
function sharedWords(draft: Draft): Finding[] {
  const owners = new Map<string, { key: string; what: string }>();
  return eachEntry(draft, (entry, path) =>
    ([['examples', 'an example'], ['synonyms', 'a synonym']] as const).flatMap(([list, what]) =>
      (['es', 'en'] as const).flatMap((locale) =>
        (entry[list]?.[locale] ?? []).flatMap((words, index): Finding[] => {
          const text = words?.trim().toLowerCase() ?? '';
          const owner = owners.get(text);
          if (owner === undefined) owners.set(text, { key: entry.key ?? '', what });
          if (owner === undefined || owner.key === entry.key) return [];
          return [{ path: [...path, list, locale, index], message: `also ${owner.what} of "${owner.key}", so it decides nothing`, at: 'value' }];
        }))));
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
