import type { ReactNode } from 'react';
import type { Ticket } from '../../../../api/contract.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { ticketWords } from '../../lists/ticket-words.ts';
import styles from '../ticket.module.css';
import { useNames } from '../use-names.ts';
import { pageWords } from '../words.ts';
import { AlarmPart, HangingPart } from './alarm-part.tsx';
import { AssetsPart } from './assets-part.tsx';
import { CustomerPart } from './customer-part.tsx';
import { LinksPart } from './links-part.tsx';
import { PreviousPart } from './previous-part.tsx';
import { TargetsPart } from './targets-part.tsx';
import { TagsPart } from './tags-part.tsx';

/** Everything about the ticket that is not said in its timeline. */
export function SidePanel({ ticket }: { ticket: Ticket }) {
  const say = useWords(pageWords);
  const desk = useWords(ticketWords);
  const { locale } = useLanguage();
  const names = useNames();
  // What hangs on what is told by itself.
  const links = ticket.links.filter(({ kind }) => kind !== 'parent');
  const isOfMachine = ticket.kind === 'alarm' && ticket.customer === null;
  const entry = ticket.entry ?? ticket.service;
  const followers = ticket.followers.map(names.agent).filter((name) => name !== null);
  return (
    <>
      <Part title={say.facts}>
        <dl className={styles['facts']}>
          <Fact name={say.agent}>{ticket.agent?.name ?? say.nobody}</Fact>
          <Fact name={say.team}>{ticket.team?.name ?? say.noTeam}</Fact>
          {ticket.tier !== null && <Fact name={say.tier}>{desk.tier(ticket.tier)}</Fact>}
          <Fact name={say.entry}>{entry?.name ?? say.unclassified}</Fact>
          <Fact name={say.kindOf}>{desk.kind[ticket.kind]}</Fact>
          {ticket.impact !== null && <Fact name={desk.impact}>{desk.level[ticket.impact]}</Fact>}
          {ticket.urgency !== null && <Fact name={desk.urgency}>{desk.level[ticket.urgency]}</Fact>}
          <Fact name={say.opened}>{momentText(ticket.openedAt, locale)}</Fact>
          {followers.length > 0 && <Fact name={say.followers}>{followers.join(', ')}</Fact>}
          {ticket.callback && (
            <Fact name={say.callback}>
              {say.callbackAt(ticket.callback.number, ticket.callback.askedFor === null ? say.asSoon : momentText(ticket.callback.askedFor, locale))}
              {ticket.callback.tries > 0 && ` · ${say.tries(ticket.callback.tries)}`}
            </Fact>
          )}
        </dl>
      </Part>
      {ticket.alarm && <Part title={say.alarm}><AlarmPart alarm={ticket.alarm} /></Part>}
      {(ticket.parent !== null || ticket.children.length > 0) && <Part title={ticket.children.length > 0 ? say.hangs(ticket.children.length) : say.hangsOn}><HangingPart ticket={ticket} /></Part>}
      {ticket.targets.length > 0 && <Part title={say.due}><TargetsPart ticket={ticket} /></Part>}
      {ticket.solution !== null && <Part title={say.solution}><p className={styles['solution']}>{ticket.solution}</p></Part>}
      {ticket.rating && (
        <Part title={say.rating}>
          <p className={styles['solution']}>{say.scores[ticket.rating.score]}{ticket.rating.comment !== null && `: ${ticket.rating.comment}`}</p>
        </Part>
      )}
      {!isOfMachine && <Part title={say.customer}><CustomerPart customer={ticket.customer} /></Part>}
      <Part title={say.tags}><TagsPart ticket={ticket} /></Part>
      <Part title={say.assets}><AssetsPart ticket={ticket} /></Part>
      {links.length > 0 && <Part title={say.links}><LinksPart number={ticket.number} links={links} /></Part>}
      {ticket.customer && <Part title={say.previous}><PreviousPart customerId={ticket.customer.id} number={ticket.number} /></Part>}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['part']}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}
