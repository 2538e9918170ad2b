import { interruptionOf, kindsOnly } from './interruptions.ts';
import type { LineWorld, Way } from './line-world.ts';
import type { Move } from './mailbox.ts';
import type { PhoneCall } from './phone-call.ts';
import type { Parameters } from './signed-post.ts';
import { elementsOf, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

const pilotedKeys = { takes: '1', declines: '2', silent: null };

/** Listens while saying; what was pressed or said goes to the action, silence to the next verb. */
export async function gather(world: LineWorld, verb: XmlElement, inLine: boolean): Promise<Way | null> {
  const { attributes } = verb;
  for (const nested of elementsOf(verb)) if (nested.name === 'Say') hear(world.call, nested);
  const move = pilotedMove(world.call) ?? (await world.call.mailbox.listen(inLine ? 'waiting' : 'menu', {
    refuses: (given) => refusalOf(given, attributes['input'] ?? 'dtmf'),
  }));
  const heard = heardAt(verb, move);
  if (heard) return { kind: 'next', next: { url: attributes['action'] ?? '', more: heard } };
  if (move.kind === 'silence' && attributes['actionOnEmptyResult'] === 'true') {
    return { kind: 'next', next: { url: attributes['action'] ?? '', more: { Digits: '' } } };
  }
  return interruptionOf(move);
}

export function hear(call: PhoneCall, say: XmlElement): void {
  call.heard.push({ text: textOf(say), language: say.attributes['language'] ?? '' });
}

function pilotedMove({ pilot }: PhoneCall): Move | null {
  if (pilot === null) return null;
  const digits = pilotedKeys[pilot];
  return digits === null ? { kind: 'silence' } : { kind: 'keys', digits };
}

function refusalOf(move: Move, input: string): string | null {
  const inputs = input.split(/\s+/);
  if (move.kind === 'words' && !inputs.includes('speech')) return 'This menu does not listen to words.';
  if (move.kind === 'keys' && !inputs.includes('dtmf')) return 'This menu does not listen to keys.';
  return kindsOnly('keys', 'words', 'silence')(move);
}

function heardAt({ attributes }: XmlElement, move: Move): Parameters | null {
  const language = attributes['language'] ?? 'en-US';
  if (move.kind === 'words') return { SpeechResult: move.words, Confidence: String(move.confidence), Language: language };
  if (move.kind !== 'keys') return null;
  const { digits, finishedBy } = digitsTaken(move.digits, attributes);
  if (digits === '') return null;
  return { Digits: digits, ...(finishedBy !== null && { FinishedOnKey: finishedBy }) };
}

/** Keys up to the one that ends the input or the number asked for; later ones are lost, as they come before the next menu listens. */
function digitsTaken(pressed: string, attributes: XmlElement['attributes']): { digits: string; finishedBy: string | null } {
  const finish = attributes['finishOnKey'] ?? '#';
  const most = Number(attributes['numDigits'] ?? Infinity);
  const end = finish === '' ? -1 : Array.from(pressed).findIndex((key) => finish.includes(key));
  const digits = (end < 0 ? pressed : pressed.slice(0, end)).slice(0, most);
  return { digits, finishedBy: end >= 0 && digits.length < most ? (pressed[end] ?? null) : null };
}
