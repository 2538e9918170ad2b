import { z } from 'zod';
import { levelSchema, storableText, type Locale } from '../../../src/core/index.ts';
import { slackWords } from '../words.ts';
import { most } from './pieces.ts';
import { emptyContent, mostSubject, type FormContent, type FormService } from './request-form.ts';

const valueSchema = z.looseObject({
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
});
const stateSchema = z.looseObject({ values: z.record(z.string(), z.record(z.string(), valueSchema)) });

/** What was written or chosen, by the id of its field; '' where nothing was. Whatever comes gives an answer. */
export function readValues(state: unknown): Map<string, string> {
  const read = stateSchema.safeParse(state);
  if (!read.success) return new Map();
  return new Map(Object.entries(read.data.values).map(([field, values]) => {
    const [value] = Object.values(values);
    return [field, storableText(value?.selected_option?.value ?? value?.value ?? '')];
  }));
}

/** What stands in the form now. */
export function readContent(state: unknown): FormContent {
  const values = readValues(state);
  const service = values.get('service') ?? '';
  const level = (field: string) => levelSchema.nullable().catch(null).parse(values.get(field) ?? null);
  return {
    ...emptyContent, service, entry: values.get(`entry/${service}`) ?? '', subject: values.get('subject') ?? '', words: values.get('words') ?? '',
    impact: level('impact'), urgency: level('urgency'),
  };
}

/** What is wrong with it, by field, in words of this reader; empty when it may be taken in. */
export function faultsOf(content: FormContent, catalog: readonly FormService[], locale: Locale): Record<string, string> {
  const words = slackWords[locale].form.faults;
  const service = catalog.find(({ key }) => key === content.service);
  const faults: Record<string, string> = {};
  if (!service) faults['service'] = words.service;
  else if (content.entry !== '' && !service.entries.some(({ key }) => key === content.entry)) faults[`entry/${service.key}`] = words.entry;
  if (content.words.trim() === '') faults['words'] = words.words;
  if (content.words.length > most.words) faults['words'] = words.tooLong;
  if (content.subject.length > mostSubject) faults['subject'] = words.tooLong;
  return faults;
}
