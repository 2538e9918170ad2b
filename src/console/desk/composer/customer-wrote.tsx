import { Alert, Blockquote, Button, Group, ScrollArea, Stack, Text } from '@mantine/core';
import { IconMessageExclamation } from '@tabler/icons-react';
import type { Ticket, TimelineOf } from '../../../api/contract.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

/** What the customer wrote after this place of the ticket. */
export function contactsAfter(ticket: Ticket, seq: number): TimelineOf<'contact'>[] {
  return ticket.timeline.filter((item): item is TimelineOf<'contact'> => item.kind === 'contact' && (item.seq === null || item.seq > seq));
}

/** The last place of the ticket that is on the screen. */
export function lastSeqOf(ticket: Ticket): number {
  return ticket.timeline.reduce((last, { seq }) => Math.max(last, seq ?? 0), 0);
}

/** What came while an answer was written, to be read before it is sent. */
export function CustomerWrote(parts: { contacts: TimelineOf<'contact'>[]; wasRefused: boolean; isBusy: boolean; onRead: () => void; onReadAndSend: () => void }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const { contacts, wasRefused } = parts;
  return (
    <Alert color="orange" role="alert" title={say.customerWrote} icon={<IconMessageExclamation size={18} aria-hidden />}>
      <Stack gap="xs">
        <Text size="sm">{wasRefused ? say.notSentYet : say.readFirst}</Text>
        {contacts.length === 0 && <Text size="sm" c="dimmed">{say.loadingNew}</Text>}
        <ScrollArea.Autosize mah={180}>
          {contacts.map(({ id, at, text, attachments }) => (
            <Blockquote key={id} p="xs" my={4} color="orange" cite={momentText(at, locale)}>
              <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text} {attachments.length > 0 && say.withFiles(attachments.length)}</Text>
            </Blockquote>
          ))}
        </ScrollArea.Autosize>
        <Group gap="xs">
          {wasRefused
            ? <Button size="xs" color="orange" autoContrast onClick={parts.onReadAndSend} loading={parts.isBusy} disabled={contacts.length === 0}>{say.haveReadSend}</Button>
            : <Button size="xs" variant="default" onClick={parts.onRead}>{say.haveRead}</Button>}
        </Group>
      </Stack>
    </Alert>
  );
}
