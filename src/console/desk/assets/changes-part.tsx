import type { AssetProfile } from '../../../api/contract.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords, type Locale } from '../../shared/words.tsx';
import customers from '../customers/customers.module.css';
import { useCatalog } from '../directory.ts';
import { kindText, words } from './words.ts';

type Entry = AssetProfile['log'][number];

/** Who changed what of an asset. */
export function ChangesPart({ asset }: { asset: AssetProfile }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const services = useCatalog();
  const service = (key: string) => services.find((one) => one.key === key)?.name ?? key;
  return (
    <>
      {asset.log.length === 0 && <p>{say.noChanges}</p>}
      <ul className={customers['list']} aria-label={say.changes}>
        {asset.log.map((entry, place) => (
          <li key={`${entry.at} ${place}`}>
            <div className={customers['line']}>
              <strong>{say.events[entry.name] ?? entry.name}</strong>
              <time className={customers['quiet']} dateTime={entry.at}>{momentText(entry.at, locale)}</time>
              {entry.actor.name !== null && <span className={customers['quiet']}>{say.by(entry.actor.name)}</span>}
              {entry.actor.kind !== 'agent' && <span className={customers['quiet']}>{say.byAlarm}</span>}
            </div>
            <div className={customers['said']}>{changeText(entry, { say, service, locale })}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

interface Speech {
  say: typeof words.es;
  service: (key: string) => string;
  locale: Locale;
}

function changeText({ before, after }: Entry, speech: Speech): string {
  return Object.entries(speech.say.fields).flatMap(([field, name]) => {
    const is = valueText(field, after?.[field], speech);
    const was = valueText(field, before?.[field], speech);
    if (is === was) return [];
    return [`${name}: ${before === null || was === '' ? is : `${was} → ${is === '' ? '–' : is}`}`];
  }).join('\n');
}

function valueText(field: string, value: unknown, { say, service, locale }: Speech): string {
  if (Array.isArray(value)) return value.length === 0 ? '' : say.people(value.length);
  if (typeof value !== 'string') return '';
  if (field === 'kind') return kindText(say, value);
  if (field === 'service') return service(value);
  return field === 'retiredAt' ? momentText(value, locale) : value;
}
