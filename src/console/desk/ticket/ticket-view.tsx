import { Alert, Anchor, Button } from '@mantine/core';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import type { Ticket } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import { Composer } from '../composer/composer.tsx';
import { useKeys } from '../shell/keys.tsx';
import { Actions } from './actions/actions.tsx';
import { SplitBar } from './actions/split-bar.tsx';
import { actionWords } from './actions/words.ts';
import { DoubtBar } from './doubt-bar.tsx';
import { readNotice, type Notice } from './notice.ts';
import { SidePanel } from './side/side-panel.tsx';
import { TicketHeader } from './ticket-header.tsx';
import styles from './ticket.module.css';
import { Timeline } from './timeline/timeline.tsx';
import type { TimelineFilter } from './timeline/rows.ts';
import { useAction } from './use-action.ts';
import { pageWords } from './words.ts';

interface TicketViewProps {
  ticket: Ticket;
  /** Why what is shown may not be how things are. */
  trouble: string | null;
  onGone: () => void;
}

/** A ticket that is known: what it is above, its story and the composer below, what else is known of it beside. */
export function TicketView({ ticket, trouble, onGone }: TicketViewProps) {
  const say = useWords(pageWords);
  const actions = useWords(actionWords);
  const [, navigate] = useLocation();
  const [notice, setNotice] = useState<Notice | null>(readNotice(useHistoryState<unknown>()));
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const [hasFacts, setFacts] = useState(false);
  const tell = (words: string) => setNotice({ kind: 'done', words });
  const fail = (words: string) => setNotice({ kind: 'fault', words });
  const { act, isBusy } = useAction(ticket, { onFault: fail });

  const done = (is: Ticket, words: string) => {
    if (is.number === ticket.number) return tell(words);
    navigate(`/tickets/${is.number}`, { state: { notice: { kind: 'done', words } } });
  };
  const follow = async () => {
    const result = await act('follow', { method: ticket.following ? 'DELETE' : 'POST' });
    if (result.kind === 'done') tell(result.ticket.following ? actions.done.follow : actions.done.unfollow);
  };
  useKeys([
    { key: 'v', words: say.keyTalk, group: say.group, does: () => setFilter(filter === 'all' ? 'talk' : 'all') },
    { key: 'f', words: say.keyFollow, group: say.group, does: () => void follow() },
  ]);
  const toggle = (contactId: string) => {
    const next = new Set(picked);
    if (!next.delete(contactId)) next.add(contactId);
    setPicked(next);
  };

  return (
    <div className={styles['page']}>
      <TicketHeader ticket={ticket} isFollowBusy={isBusy} onFollow={() => void follow()}>
        <div className={styles['actionLine']}>
          <Actions ticket={ticket} onDone={done} onFault={fail} onSplit={() => setPicked(new Set())} />
          <Button
            size="compact-sm" variant="subtle" color="gray" className={styles['factsButton']} aria-expanded={hasFacts} aria-controls="ticket-facts"
            leftSection={<IconLayoutSidebarRight size={15} aria-hidden />} onClick={() => setFacts(!hasFacts)}
          >
            {hasFacts ? say.hideFacts : say.showFacts}
          </Button>
        </div>
        {ticket.doubt.length > 0 && <DoubtBar ticket={ticket} onDone={done} onFault={fail} />}
        {trouble !== null && <Alert color="yellow" p="xs" role="alert">{trouble}</Alert>}
        <div aria-live="polite">{notice && <NoticeLine notice={notice} onClose={() => setNotice(null)} />}</div>
      </TicketHeader>
      <aside id="ticket-facts" className={`${styles['side']} ${hasFacts ? styles['sideOpen'] : ''}`} aria-label={say.facts}><SidePanel ticket={ticket} /></aside>
      <div className={styles['story']} tabIndex={-1}>
        <Timeline ticket={ticket} filter={filter} onFilter={setFilter} picking={picked && { picked, toggle }} onGone={onGone} />
      </div>
      <div className={styles['below']}>
        {picked
          ? (
            <SplitBar
              ticket={ticket} picked={picked} onClose={() => setPicked(null)}
              onDone={(created) => { setPicked(null); setNotice({ kind: 'split', words: actions.done.split, number: created.number }); }}
            />
          )
          : <Composer ticket={ticket} />}
      </div>
    </div>
  );
}

function NoticeLine({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const say = useWords(pageWords);
  return (
    <Alert color={notice.kind === 'fault' ? 'red' : 'teal'} p={6} withCloseButton closeButtonLabel={say.dismiss} onClose={onClose} {...(notice.kind === 'fault' ? { role: 'alert' } : { role: 'status' })}>
      {notice.kind === 'merged' ? say.mergedFrom(notice.from) : notice.words}
      {notice.kind === 'split' && <> <Anchor component={Link} href={`/tickets/${notice.number}`} size="sm" aria-label={say.openNew(notice.number)}>{notice.number}</Anchor></>}
    </Alert>
  );
}
