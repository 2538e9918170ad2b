import { oneLine } from './header-text.ts';

const longest = 5_000;

/** What an invitation (RFC 5545) says to people, in its own words: what, when, where, who asks, and its description; '' when it holds no event. */
export function textOfCalendar(calendar: string): string {
  const properties = eventProperties(calendar);
  const plain = (name: string) => unescape(properties.get(name)?.value ?? '');
  const line = (text: string) => oneLine(text, 500);
  const lines = [line(plain('SUMMARY')), period(properties), line(plain('LOCATION')), organizer(properties.get('ORGANIZER'))];
  const description = plain('DESCRIPTION').trim().slice(0, longest).toWellFormed();
  return [lines.filter((text) => text !== '').join('\n'), description].filter((text) => text !== '').join('\n\n');
}

interface Property {
  parameters: ReadonlyMap<string, string>;
  value: string;
}

/** The first value of each property of the first event. */
function eventProperties(calendar: string): Map<string, Property> {
  const properties = new Map<string, Property>();
  const lines = calendar.slice(0, 256 * 1024).replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  let open: string[] = [];
  for (const line of lines) {
    const match = /^([A-Za-z-]{1,60})((?:;(?:"[^"]*"|[^":])*)?):(.*)$/.exec(line.slice(0, 20_000));
    if (!match) continue;
    const [, given = '', parameters = '', value = ''] = match;
    const name = given.toUpperCase();
    if (name === 'BEGIN' && open.length < 20) open = [...open, value.trim().toUpperCase()];
    else if (name === 'END' && open.length > 0) {
      if (open.pop() === 'VEVENT') break;
    } else if (open.at(-1) === 'VEVENT' && !properties.has(name)) properties.set(name, { parameters: readParameters(parameters), value });
  }
  return properties;
}

function readParameters(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/;([^=;:"]{1,60})=("[^"]*"|[^;:"]*)/g)].map(([, name = '', value = '']) => [name.toUpperCase(), value.replaceAll('"', '')]));
}

function unescape(text: string): string {
  return text.replaceAll(/\\([nN,;\\])/g, (_, letter: string) => (letter.toLowerCase() === 'n' ? '\n' : letter));
}

function period(properties: Map<string, Property>): string {
  const start = moment(properties.get('DTSTART'));
  const end = moment(properties.get('DTEND'));
  if (start === null) return '';
  const until = end === null || end.text === start.text ? '' : ` – ${end.day === start.day && end.time !== '' ? end.time : end.text}`;
  return `${start.text}${until}${start.zone === '' ? '' : ` (${start.zone})`}`;
}

function moment(property: Property | undefined): { day: string; time: string; text: string; zone: string } | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{0,2}(Z)?)?/.exec(property?.value.trim() ?? '');
  if (!match) return null;
  const [, year, month, date, hour, minute, utc] = match;
  const day = `${year}-${month}-${date}`;
  const time = hour === undefined ? '' : `${hour}:${minute}`;
  const zone = utc === undefined ? oneLine(property?.parameters.get('TZID') ?? '', 80) : 'UTC';
  return { day, time, text: time === '' ? day : `${day} ${time}`, zone: time === '' ? '' : zone };
}

function organizer(property: Property | undefined): string {
  const address = oneLine((property?.value ?? '').replace(/^mailto:/i, ''), 320);
  const name = oneLine(property?.parameters.get('CN') ?? '', 200);
  return name === '' || name === address ? address : `${name} <${address}>`;
}
