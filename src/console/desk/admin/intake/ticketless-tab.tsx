import { Button, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { TicketlessContact } from '../../../../api/contract.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { ChannelIcon } from '../../lists/parts/index.ts';
import styles from '../admin.module.css';
import { Read } from '../parts/fault.tsx';
import { BlockForm } from './block-form.tsx';
import { MoreButton } from './more-button.tsx';
import { usePages } from './use-pages.ts';
import { words } from './words.ts';

/** Whoever called or wrote and left no work: hung up in the menu, blocked, STOP and the like. */
export default function TicketlessTab() {
  const say = useWords(words).ticketless;
  const { locale } = useLanguage();
  const [outcome, setOutcome] = useState<string | null>(null);
  const [unwanted, setUnwanted] = useState<string | null>(null);
  const pages = usePages<TicketlessContact, 'contacts'>('ticketless', '/api/contacts/without-ticket', 'contacts', { outcome: outcome ?? undefined });
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">{say.title}</Title>
      <Text size="sm" c="dimmed">{say.hint}</Text>
      <Select size="xs" maw={320} aria-label={say.kind} placeholder={say.all} clearable value={outcome} onChange={setOutcome} data={Object.entries(say.outcomes).map(([value, label]) => ({ value, label }))} />
      <Read from={pages}>
        {(contacts) => (contacts.length === 0 ? <Text size="sm" role="status">{say.none}</Text> : (
          <ul className={styles['list']} aria-label={say.title}>
            {contacts.map((contact) => (
              <li key={contact.id} className={styles['item']}>
                <ChannelIcon channel={contact.channel} />
                <div className={styles['grow']}>
                  <b>{contact.from}</b> {say.outcomes[contact.outcome]}
                  <small>{momentText(contact.receivedAt, locale)} · {say.to} {contact.to}</small>
                  {contact.text.trim() !== '' && <span className={styles['quote']} tabIndex={0}>{contact.text}</span>}
                </div>
                {contact.outcome !== 'blocked' && /^\+\d{3,15}$/.test(contact.from) && (
                  <Button size="compact-sm" variant="subtle" color="red" aria-label={say.blockLabel(contact.from)} onClick={() => setUnwanted(contact.from)}>{say.block}…</Button>
                )}
              </li>
            ))}
          </ul>
        ))}
      </Read>
      <MoreButton pages={pages} />
      {unwanted !== null && <BlockForm given={{ kind: 'phone', value: unwanted }} onClose={() => setUnwanted(null)} />}
    </Stack>
  );
}
