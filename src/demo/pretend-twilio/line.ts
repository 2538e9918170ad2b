import { answerAgentLeg } from './agent-phone.ts';
import type { AgentLeg, AgentPhone } from './agent-phone.ts';
import type { LineState, Mailbox, Move } from './mailbox.ts';
import type { Parameters, PostAnswer } from './signed-post.ts';
import { newSid } from './sids.ts';
import { elementsOf, parseXml, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

export interface Heard {
  text: string;
  language: string;
}

/** What a line needs from the network around it. */
export interface LineWorld {
  mailbox: Mailbox;
  /** Parameters of every request of this call. */
  common: Parameters;
  heard: Heard[];
  documents: string[];
  agentLegs: AgentLeg[];
  post(url: string, parameters: Parameters): Promise<PostAnswer>;
  phoneOf(target: string): AgentPhone;
}

interface Next {
  url: string;
  more: Parameters;
}
/** How a document was left: for another one, out of the waiting line, or because the call ended. */
type Way = { kind: 'next'; next: Next } | { kind: 'leave' } | { kind: 'redirected'; url: string } | { kind: 'over' } | { kind: 'hung-up' };

const over: Way = { kind: 'over' };
const hungUp: Way = { kind: 'hung-up' };
const callOver = { CallStatus: 'completed' };
const mostDocuments = 500;

/** Follows the gateway's documents from the first one until the call ends, as the network would. */
export async function followCall(world: LineWorld, firstUrl: string): Promise<void> {
  let way = await followFrom(world, { url: firstUrl, more: { CallStatus: 'ringing' } }, false);
  for (;;) {
    const url = way.kind === 'redirected' ? way.url : way.kind === 'hung-up' ? null : world.mailbox.takeRedirect();
    if (url === null) return;
    way = await followFrom(world, { url, more: {} }, false);
  }
}

async function followFrom(world: LineWorld, first: Next, inLine: boolean): Promise<Way> {
  let next = first;
  for (;;) {
    const way = await followDocument(world, await fetchDocument(world, next), inLine);
    if (way.kind === 'next') next = way.next;
    else if (way.kind === 'over' && inLine) {
      // A wait document that ends is asked for again.
      const interruption = interruptionOf(await world.mailbox.listen('waiting'));
      if (interruption) return interruption;
      next = first;
    } else return way;
  }
}

async function fetchDocument(world: LineWorld, { url, more }: Next): Promise<XmlElement> {
  const answer = await world.post(url, { ...world.common, ...more });
  world.documents.push(answer.body);
  if (world.documents.length > mostDocuments) throw new Error('The call goes round in circles.');
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
      hear(world, verb);
      return null;
    case 'Pause':
      return null;
    case 'Play':
      // Music in the waiting line takes a while; `silence` lets it end.
      return inLine ? interruptionOf(await world.mailbox.listen('waiting')) : null;
    case 'Gather':
      return gather(world, verb, inLine);
    case 'Redirect':
      return { kind: 'next', next: { url: textOf(verb), more: {} } };
    case 'Hangup':
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

function hear(world: LineWorld, say: XmlElement): void {
  world.heard.push({ text: textOf(say), language: say.attributes['language'] ?? '' });
}

/** A hang-up or redirect; null for everything a person does on a line that goes on. */
function interruptionOf(move: Move): Way | null {
  if (move.kind === 'hang-up') return hungUp;
  return move.kind === 'redirect' ? { kind: 'redirected', url: move.url } : null;
}

async function gather(world: LineWorld, verb: XmlElement, inLine: boolean): Promise<Way | null> {
  for (const nested of elementsOf(verb)) if (nested.name === 'Say') hear(world, nested);
  const move = await world.mailbox.listen(inLine ? 'waiting' : 'menu');
  const action = verb.attributes['action'] ?? '';
  if (move.kind === 'keys') return { kind: 'next', next: { url: action, more: { Digits: move.digits } } };
  if (move.kind === 'silence' && verb.attributes['actionOnEmptyResult'] === 'true') {
    return { kind: 'next', next: { url: action, more: { Digits: '' } } };
  }
  return interruptionOf(move);
}

async function record(world: LineWorld, verb: XmlElement): Promise<Way | null> {
  const move = await world.mailbox.listen('recording');
  if (move.kind !== 'speak') {
    const interruption = interruptionOf(move);
    if (move.kind === 'hang-up') await report(world, verb.attributes['action'], { ...callOver, Digits: 'hangup' });
    return interruption;
  }
  const id = newSid('RE');
  const recording = {
    RecordingSid: id,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${String(world.common['AccountSid'])}/Recordings/${id}`,
    RecordingDuration: String(move.seconds),
  };
  const { CallSid = '', AccountSid = '' } = world.common;
  const callback = verb.attributes['recordingStatusCallback'];
  if (callback) {
    await world.post(callback, { CallSid, AccountSid, ...recording, RecordingStatus: 'completed', RecordingSource: 'RecordVerb' });
  }
  return { kind: 'next', next: { url: verb.attributes['action'] ?? '', more: { ...recording, Digits: '#' } } };
}

/** Tells the gateway what nobody on the line will hear the answer to. */
async function report(world: LineWorld, url: string | undefined, more: Parameters): Promise<void> {
  if (url) await world.post(url, { ...world.common, ...more });
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

async function dial(world: LineWorld, verb: XmlElement): Promise<Way> {
  const [noun] = elementsOf(verb);
  if (!noun) throw new Error('<Dial> without anybody to ring.');
  const action = verb.attributes['action'];
  const ended = (status: string, more: Parameters = {}): Way => ({
    kind: 'next',
    next: { url: action ?? '', more: { DialCallStatus: status, DialBridged: 'false', ...more } },
  });
  const behaviour = world.phoneOf(textOf(noun));
  if (behaviour === 'no-answer' || behaviour === 'busy') return ended(behaviour);
  if (behaviour === 'rings') {
    const interruption = interruptionOf(await world.mailbox.listen('ringing'));
    if (interruption) await report(world, action, { ...callOver, DialCallStatus: 'canceled', DialBridged: 'false' });
    return interruption ?? ended('no-answer');
  }
  const leg = await answerAgentLeg(behaviour, noun, { ...world.common, CallStatus: 'in-progress' }, world.post);
  world.agentLegs.push(leg);
  // The provider calls a leg that was picked up completed, whether or not anybody was let through.
  const done = { DialCallSid: leg.childCallId, DialCallDuration: '35' };
  if (!leg.bridged) return ended('completed', done);
  const interruption = interruptionOf(await world.mailbox.listen('talking'));
  const talked = { ...done, DialCallStatus: 'completed', DialBridged: 'true' };
  if (interruption) await report(world, action, { ...callOver, ...talked });
  return interruption ?? ended('completed', talked);
}

export type { LineState };
