/** A desk that takes in mail, told as plainly as possible: no database, no concurrency, one address a customer. */
export interface ModelMail {
  messageId: string;
  sender: string;
  answerTo: string;
  copied: string[];
  topic: string;
  words: string;
  date: string;
  dmarcFails: boolean;
  automatic: 'auto-reply' | 'list' | null;
  forwards: string | null;
  tags: ModelConversation[];
  ids: string[];
  numbers: ModelTicket[];
}

export interface ModelTicket {
  status: 'open' | 'resolved' | 'closed';
  resolvedAt: number;
  customer: string;
  mergedInto: ModelTicket | null;
}

export interface ModelConversation {
  ticket: ModelTicket;
  theirs: string;
  people: Set<string>;
  topic: string;
  last: number;
}

interface Taken {
  mail: ModelMail;
  conversation: ModelConversation;
}

export interface Landing {
  landed: string;
  conversation: ModelConversation;
  /** Null: it joined what was there. */
  opened: ModelTicket | null;
  followUpOf: ModelTicket | null;
}

const day = 24 * 3600;

export function createModel(agent: string) {
  const taken: Taken[] = [];
  const answers = new Map<string, ModelConversation>();
  const conversations: ModelConversation[] = [];
  let now = 0;

  const takesPart = (who: string, { theirs, people, ticket }: ModelConversation) =>
    who === agent || who === theirs || people.has(who) || who === ticket.customer;
  const isSame = (one: string, other: string) => one.includes(other) || other.includes(one);
  const endOf = (ticket: ModelTicket): ModelTicket => (ticket.mergedInto ? endOf(ticket.mergedInto) : ticket);

  /** Every conversation that the mail points to, with the step that says so. */
  function pointed(mail: ModelMail): [string, ModelConversation][] {
    const own = mail.ids.flatMap((id) => answers.get(id) ?? []);
    const known = mail.ids.flatMap((id) => taken.filter((one) => one.mail.messageId === id).map((one) => one.conversation));
    const isOwn = (one: ModelConversation) => Number(one.theirs === mail.sender);
    const numbered = mail.numbers.flatMap((ticket) =>
      conversations.filter((one) => one.ticket === endOf(ticket)).sort((one, other) => isOwn(other) - isOwn(one) || other.last - one.last));
    const named = (step: string, all: ModelConversation[]) => all.map((one): [string, ModelConversation] => [step, one]);
    return [...named('signed-address', mail.tags), ...named('own-message', own), ...named('known-mail', known), ...named('subject-number', numbered)];
  }

  function obstacle(mail: ModelMail, step: string, { ticket, topic, ...rest }: ModelConversation): string | null {
    if (mail.dmarcFails) return 'dmarc-fail';
    if (!takesPart(mail.sender, { ticket, topic, ...rest })) return 'stranger';
    if ((step === 'own-message' || step === 'known-mail') && !isSame(mail.topic, topic)) return 'changed-subject';
    if (mail.automatic === 'auto-reply') return null;
    if (ticket.status === 'closed') return 'ended';
    const isOld = ticket.status === 'resolved' && now - ticket.resolvedAt > 7 * day;
    return isOld ? 'ended' : null;
  }

  function open(mail: ModelMail, landed: string, followUpOf: ModelTicket | null): Landing {
    const forwards = mail.sender === agent && !mail.dmarcFails && mail.forwards !== null ? mail.forwards : null;
    const theirs = forwards ?? mail.answerTo;
    const people = new Set([...(forwards === null ? [mail.sender] : []), ...mail.copied]);
    const ticket: ModelTicket = { status: 'open', resolvedAt: 0, customer: forwards ?? mail.sender, mergedInto: null };
    const conversation = { ticket, theirs, people, topic: mail.topic, last: now };
    conversations.push(conversation);
    taken.push({ mail, conversation });
    return { landed: forwards === null ? landed : 'forwarded', conversation, opened: ticket, followUpOf };
  }

  function join(mail: ModelMail, landed: string, conversation: ModelConversation): Landing {
    const brought = mail.sender === agent ? mail.copied : [mail.sender, mail.answerTo, ...mail.copied];
    for (const one of brought) conversation.people.add(one);
    conversation.last = now;
    if (mail.automatic !== 'auto-reply') conversation.ticket.status = 'open';
    taken.push({ mail, conversation });
    return { landed, conversation, opened: null, followUpOf: null };
  }

  return {
    taken, conversations, takesPart,
    pass: (seconds: number) => {
      now += seconds;
    },
    now: () => now,
    answered: (messageId: string, conversation: ModelConversation) => answers.set(messageId, conversation),
    /** Where two conversations of one ticket were used at the same moment, which is the latest is anybody's guess. */
    isTied: (ticket: ModelTicket) => {
      const lasts = conversations.filter((one) => one.ticket === endOf(ticket)).map(({ last }) => last);
      return new Set(lasts).size < lasts.length;
    },
    take: (mail: ModelMail): Landing | 'duplicate' => {
      const isCopy = taken.some(({ mail: { messageId, sender, words, date, dmarcFails } }) =>
        messageId === mail.messageId && sender === mail.sender &&
        (words === mail.words || (date === mail.date && (mail.dmarcFails || !dmarcFails))));
      if (isCopy) return 'duplicate';
      const judged = pointed(mail).map(([step, conversation]) => ({ step, conversation, obstacle: obstacle(mail, step, conversation) }));
      const free = judged.find((one) => one.obstacle === null);
      if (free) return join(mail, free.step, free.conversation);
      return open(mail, judged[0]?.obstacle ?? 'new', judged[0]?.conversation.ticket ?? null);
    },
    merge: (from: ModelTicket, into: ModelTicket) => {
      for (const one of conversations) if (one.ticket === from) one.ticket = into;
      Object.assign(from, { status: 'closed', mergedInto: into });
    },
    split: (one: Taken, at: number): ModelConversation => {
      const { ticket, theirs, topic, people } = one.conversation;
      const conversation: ModelConversation = {
        ticket: { status: 'open', resolvedAt: 0, customer: ticket.customer, mergedInto: null }, theirs, topic, last: at, people: new Set(people),
      };
      conversations.push(conversation);
      one.conversation = conversation;
      return conversation;
    },
  };
}
