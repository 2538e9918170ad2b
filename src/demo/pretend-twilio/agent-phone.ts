import type { Parameters, PostAnswer } from './signed-post.ts';
import { newSid } from './sids.ts';
import { elementsOf, parseXml, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What happens when an agent's phone rings; `rings` goes on until the caller hangs up. */
export type AgentPhone = 'takes' | 'declines' | 'silent' | 'no-answer' | 'busy' | 'rings';

export interface AgentLeg {
  childCallId: string;
  /** The document let the leg through to the caller. */
  bridged: boolean;
  heard: string[];
}

const keys: Partial<Record<AgentPhone, string>> = { takes: '1', declines: '2' };

/** A picked-up agent's phone, following its document until it ends (bridged) or hangs up. */
export async function answerAgentLeg(
  behaviour: AgentPhone,
  noun: XmlElement,
  common: Parameters,
  post: (url: string, parameters: Parameters) => Promise<PostAnswer>,
): Promise<AgentLeg> {
  const childCallId = newSid('CA');
  const leg: AgentLeg = { childCallId, bridged: true, heard: [] };
  const parameters = {
    ...common,
    CallSid: childCallId,
    ParentCallSid: common['CallSid'] ?? '',
    To: textOf(noun),
    Called: textOf(noun),
    Direction: 'outbound-dial',
  };
  let next: { url: string; more: Parameters } | null = { url: noun.attributes['url'] ?? '', more: {} };
  while (next?.url) {
    const answer: PostAnswer = await post(next.url, { ...parameters, ...next.more });
    next = follow(parseXml(answer.body), behaviour, leg);
  }
  return leg;
}

function follow(document: XmlElement, behaviour: AgentPhone, leg: AgentLeg): { url: string; more: Parameters } | null {
  for (const verb of elementsOf(document)) {
    if (verb.name === 'Say') leg.heard.push(textOf(verb));
    if (verb.name === 'Redirect') return { url: textOf(verb), more: {} };
    if (verb.name === 'Hangup') {
      leg.bridged = false;
      return null;
    }
    if (verb.name === 'Gather') {
      leg.heard.push(...elementsOf(verb).filter((one) => one.name === 'Say').map(textOf));
      const digits = keys[behaviour];
      if (digits !== undefined) return { url: verb.attributes['action'] ?? '', more: { Digits: digits } };
    }
  }
  return null;
}
