import { dial } from './dial.ts';
import { gather, hear } from './gather.ts';
import { interruptionOf, kindsOnly } from './interruptions.ts';
import { callOver, hungUp, report } from './line-world.ts';
import type { LineWorld, NextDocument, Way } from './line-world.ts';
import { record } from './record.ts';
import type { Parameters } from './signed-post.ts';
import { newSid } from './sids.ts';
import { elementsOf, parseXml, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

const over: Way = { kind: 'over' };
const mostDocuments = 500;

/** Follows the gateway's documents from the first one until the call ends, as the network would. */
export async function followCall(world: LineWorld, firstUrl: string, more: Parameters = {}): Promise<void> {
  let way = await followUntilLeft(world, firstUrl, more);
  while (way.kind === 'redirected') {
    world.call.pilot = null;
    way = await followUntilLeft(world, way.url, {});
  }
}

/** Follows documents until the last one is over, the line is hung up, or somebody sends it elsewhere. */
export async function followUntilLeft(world: LineWorld, url: string, more: Parameters): Promise<Way> {
  const way = await followFrom(world, { url, more }, false);
  if (way.kind === 'hung-up' || way.kind === 'redirected') return way;
  const interruption = world.call.mailbox.takeInterruption();
  return (interruption && interruptionOf(interruption)) ?? over;
}

async function followFrom(world: LineWorld, first: NextDocument, inLine: boolean): Promise<Way> {
  let next = first;
  for (;;) {
    const way = await followDocument(world, await fetchDocument(world, next), inLine);
    if (way.kind === 'next') next = way.next;
    else if (way.kind === 'over' && inLine) {
      // A wait document that ends is asked for again.
      const interruption = await waitABit(world);
      if (interruption) return interruption;
      next = first;
    } else return way;
  }
}

async function fetchDocument(world: LineWorld, { url, more }: NextDocument): Promise<XmlElement> {
  const { call } = world;
  const answer = await world.post(url, { ...call.common, ...more });
  call.documents.push(answer.body);
  if (call.documents.length > mostDocuments) throw new Error('The call goes round in circles.');
  if (answer.status !== 200 || !answer.contentType.startsWith('text/xml')) {
    throw new Error(`The gateway answered ${answer.status} ${answer.contentType} to ${url}: ${answer.body.slice(0, 300)}`);
  }
  const document = parseXml(answer.body);
  if (document.name !== 'Response') throw new Error(`Not TwiML: <${document.name}>`);
  return document;
}

async function followDocument(world: LineWorld, document: XmlElement, inLine: boolean): Promise<Way> {
  for (const verb of elementsOf(document)) {
    const way = await followVerb(world, verb, inLine);
    if (way) return way;
  }
  return over;
}

/** Null when the next verb's turn has come. */
async function followVerb(world: LineWorld, verb: XmlElement, inLine: boolean): Promise<Way | null> {
  switch (verb.name) {
    case 'Say':
      hear(world.call, verb);
      return null;
    case 'Pause':
      return null;
    case 'Play':
      // Music takes a while; `silence` lets it end.
      return inLine ? waitABit(world) : hearMusic(world);
    case 'Gather':
      return gather(world, verb, inLine);
    case 'Redirect':
      return { kind: 'next', next: { url: textOf(verb), more: {} } };
    case 'Hangup':
    case 'Reject':
      return hungUp;
    case 'Leave':
      return inLine ? { kind: 'leave' } : null;
    case 'Record':
      return record(world, forbiddenInLine(verb, inLine));
    case 'Enqueue':
      return enqueue(world, forbiddenInLine(verb, inLine));
    case 'Dial':
      return dial(world, forbiddenInLine(verb, inLine));
    default:
      throw new Error(`The network does not know <${verb.name}>.`);
  }
}

function forbiddenInLine(verb: XmlElement, inLine: boolean): XmlElement {
  if (inLine) throw new Error(`<${verb.name}> is not allowed in a wait document.`);
  return verb;
}

async function waitABit(world: LineWorld): Promise<Way | null> {
  return interruptionOf(await world.call.mailbox.listen('waiting', { refuses: kindsOnly('keys', 'silence') }));
}

async function hearMusic(world: LineWorld): Promise<Way | null> {
  return interruptionOf(await world.call.mailbox.listen('music', { refuses: kindsOnly('silence') }));
}

async function enqueue(world: LineWorld, verb: XmlElement): Promise<Way> {
  const { action = '', waitUrl = '' } = verb.attributes;
  const queue = { QueueSid: newSid('QU'), QueueTime: '7' };
  const way = await followFrom(world, { url: waitUrl, more: { ...queue, QueuePosition: '1' } }, true);
  switch (way.kind) {
    case 'leave':
      return { kind: 'next', next: { url: action, more: { ...queue, QueueResult: 'leave' } } };
    case 'redirected':
      await report(world, action, { ...queue, QueueResult: 'redirected' });
      return way;
    default:
      await report(world, action, { ...queue, ...callOver, QueueResult: 'hangup' });
      return hungUp;
  }
}
