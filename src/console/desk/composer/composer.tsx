import { Alert, Box, Group, Popover, SegmentedControl, Stack, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useId, useState, type KeyboardEvent } from 'react';
import type { CannedAnswer, Ticket } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import { useSession } from '../session.tsx';
import { useKeys } from '../shell/keys.tsx';
import { AttachButton, useFileTaking } from './attach.tsx';
import { CannedButton } from './canned-button.tsx';
import styles from './composer.module.css';
import { CopiesField, isMailAddress } from './copies-field.tsx';
import { contactsAfter, CustomerWrote, lastSeqOf } from './customer-wrote.tsx';
import { DraftNews } from './draft-news.tsx';
import { isEmptyDraft, type Draft, type DraftMode } from './draft.ts';
import { FilesList } from './files-list.tsx';
import { LengthLine } from './length-line.tsx';
import { blanksIn, blanksOf, fillBlanks } from './placeholders.ts';
import { PlainBox } from './plain-box.tsx';
import { SendButtons } from './send-buttons.tsx';
import { Suggestions, type Choice } from './suggestions.tsx';
import type { BoxProps, Editing } from './text-editing.ts';
import { useArrivals, useDrafts } from './use-drafts.ts';
import { useSending, type Then } from './use-sending.ts';
import { useSuggestions } from './use-suggestions.ts';
import { useTyping } from './use-typing.ts';
import { useUploads } from './use-uploads.ts';
import { useWayBack } from './use-way-back.ts';
import { WayBackLine } from './way-back-line.tsx';
import { WaySwitch } from './way-switch.tsx';
import { chosenWay, offeredWays, wishOf, wishToSend } from './ways.ts';
import { words } from './words.ts';

// Where the editor cannot be loaded, plain text can be written.
const RichBox = lazy(() => import('./rich-box.tsx').catch(() => ({ default: PlainBox })));

/** Where an agent answers a ticket's customer or notes something for colleagues. What is written stays until it was sent. */
export function Composer({ ticket }: { ticket: Ticket }) {
  return <ComposerOf key={ticket.number} ticket={ticket} />;
}

function ComposerOf({ ticket }: { ticket: Ticket }) {
  const say = useWords(words);
  const { me } = useSession();
  const { keepers, states, startWith } = useDrafts(ticket, me.id);
  const [mode, setMode] = useState<DraftMode>(startWith);
  const [focusWish, setFocusWish] = useState(0);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [unsure, setUnsure] = useState<Then | null>(null);
  const listId = useId();
  const found = useWayBack(ticket.number);
  const wayBack = found.data;
  const isNote = mode === 'note';
  const keeper = keepers[mode];
  const { draft, news } = states[mode];
  const way = wayBack && chosenWay(wayBack, states.reply.draft.way);
  const carries = way?.carries ?? { html: ticket.channel === 'email', copies: ticket.channel === 'email', files: true };
  const sending = useSending(ticket, carries, wayBack && way ? wishToSend(wayBack, way) : null);
  const { isBusy } = sending;
  const typing = useTyping(ticket.number);
  const suggestions = useSuggestions(ticket, { meId: me.id });
  useArrivals(ticket, keepers, isBusy);

  const change = (is: Partial<Draft>) => keeper.change({ ...is, ...(isEmptyDraft(draft) ? { seenSeq: lastSeqOf(ticket) } : {}) });
  const uploads = useUploads({
    limits: wayBack?.files, kept: draft.files,
    onStored: (file) => {
      const { draft: now } = keepers.reply.state();
      keepers.reply.change({ files: [...now.files, file], ...(isEmptyDraft(now) ? { seenSeq: lastSeqOf(ticket) } : {}) });
    },
  });
  const files = useFileTaking({
    refusal: isNote ? say.noFilesInNotes : carries.files ? null : say.noFiles,
    take: uploads.add, refuse: sending.refuse,
  });

  // Whoever chats sees each word come; elsewhere what came since the answer was begun is read first.
  const isChat = way?.way === 'page';
  const unread = !isNote && !isEmptyDraft(draft) && draft.seenSeq !== null && !(isChat && !sending.wasRefused) ? contactsAfter(ticket, draft.seenSeq) : [];
  const canSend = draft.text.trim() !== '' && !isBusy;

  const deliver = (then: Then, seenSeq: number | null) => {
    setUnsure(null);
    void sending.send(keeper, { mode, seenSeq: isNote ? null : seenSeq, then });
  };
  const send = (then: Then, isSure = false) => {
    if (!canSend) return;
    if (!isNote) {
      if (uploads.isBusy) return sending.refuse(say.filesStillUploading);
      if (uploads.uploads.length > 0) return sending.refuse(say.filesFailed);
      if (draft.files.length > 0 && !carries.files) return sending.refuse(say.noFiles);
      const odd = carries.copies ? draft.cc?.find((address) => !isMailAddress(address)) : undefined;
      if (odd !== undefined) return sending.refuse(say.ccOdd(odd));
      if (!isSure && blanksIn(draft.text).length > 0) return setUnsure(then);
    }
    deliver(then, isChat ? lastSeqOf(ticket) : draft.seenSeq);
  };
  const readAll = () => {
    keeper.change({ seenSeq: lastSeqOf(ticket) });
    sending.forgive();
  };
  const go = (to: DraftMode) => {
    setMode(to);
    suggestions.see(null);
    setFocusWish((wish) => wish + 1);
  };
  useKeys([
    { key: 'r', words: say.writeReply, group: say.keysGroup, does: () => go('reply') },
    { key: 'n', words: say.writeNote, group: say.keysGroup, does: () => go('note') },
  ]);

  const insertCanned = (answer: CannedAnswer, instead: number) =>
    editing?.insert(fillBlanks(answer.text, blanksOf(ticket, { agentName: me.name, statusUrl: wayBack?.statusUrl ?? null })), instead);
  const choose = ({ id, label }: Choice) => {
    const { trigger } = suggestions;
    if (!trigger) return;
    const instead = trigger.query.length + 1;
    const answer = trigger.mark === '/' ? suggestions.answerOf(id) : null;
    if (answer) insertCanned(answer, instead);
    if (trigger.mark === '@') {
      editing?.insert(`@${label} `, instead);
      const { mentions } = keeper.state().draft;
      if (!mentions.some((one) => one.id === id)) keeper.change({ mentions: [...mentions, { id, name: label }] });
    }
    suggestions.see(null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      return send('nothing');
    }
    if (event.nativeEvent.isComposing) return;
    if (!suggestions.isOpen) {
      if (event.key === 'Escape' && event.target instanceof HTMLElement && event.currentTarget.contains(event.target)) event.target.blur();
      return;
    }
    const { choices, active } = suggestions;
    const chosen = choices[active];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && choices.length > 0) suggestions.setActive((active + step + choices.length) % choices.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen);
    else if (event.key === 'Escape') suggestions.see(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const boxProps: BoxProps = {
    label: isNote ? say.noteText : say.replyText, text: draft.text, html: draft.html, placeholder: isNote ? say.noteHint : say.replyHint, isDisabled: isBusy,
    focusWish, marks: isNote ? ['/', '@'] : ['/'],
    suggestions: suggestions.isOpen ? { list: listId, active: `${listId}-${suggestions.active}` } : null,
    onChange: (is) => {
      change(is);
      typing.typed();
    },
    onTrigger: suggestions.see, onReady: setEditing,
  };
  const blanks = blanksIn(draft.text);
  return (
    <Box component="section" aria-label={say.composer} className={styles['root'] ?? ''} data-mode={mode} data-dropping={files.isOver || undefined} {...files.handlers}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <SegmentedControl
            size="xs" value={mode} onChange={(chosen) => go(chosen)} aria-label={say.composer}
            data={[{ value: 'reply', label: `${say.reply} (R)` }, { value: 'note', label: `${say.note} (N)` }]}
          />
          {!isEmptyDraft(draft) && !isBusy && (
            <Group gap="xs">
              <Text size="xs" c="dimmed" visibleFrom="sm">{say.draftKept}</Text>
              <UnstyledButton fz="xs" td="underline" onClick={keeper.discard}>{say.discard}</UnstyledButton>
            </Group>
          )}
        </Group>
        {!isNote && wayBack && <WaySwitch ways={offeredWays(wayBack)} chosen={way} isBusy={isBusy} onChoose={(chosen) => change({ way: wishOf(chosen) })} />}
        {!isNote && <WayBackLine way={way} isAlarm={ticket.kind === 'alarm' && ticket.customer === null} isLost={found.isError} onAgain={() => void found.refetch()} />}
        {!isNote && carries.copies && (
          <CopiesField value={draft.cc ?? way?.copies.map(({ address }) => address) ?? []} onChange={(cc) => change({ cc })} />
        )}
        {news && <DraftNews news={news} keeper={keeper} />}
        {(unread.length > 0 || sending.wasRefused) && (
          <CustomerWrote
            contacts={unread} wasRefused={sending.wasRefused} isBusy={isBusy} onRead={readAll}
            onReadAndSend={() => {
              keeper.change({ seenSeq: lastSeqOf(ticket) });
              deliver(sending.then, lastSeqOf(ticket));
            }}
          />
        )}
        <Popover opened={suggestions.isOpen} position="top-start" offset={4} width="target" withinPortal withRoles={false} closeOnEscape={false} closeOnClickOutside={false} transitionProps={{ duration: 0 }}>
          <Popover.Target>
            <div onKeyDownCapture={press}>
              {!isNote && carries.html
                ? <Suspense fallback={<Text size="sm" c="dimmed">{say.loadingEditor}</Text>}><RichBox {...boxProps} /></Suspense>
                : <PlainBox key={mode} {...boxProps} />}
            </div>
          </Popover.Target>
          <Popover.Dropdown p={0} maw={560}>
            <Suggestions
              id={listId} choices={suggestions.choices} active={suggestions.active} onChoose={choose}
              label={suggestions.trigger?.mark === '@' ? say.colleagues : say.canned} none={suggestions.trigger?.mark === '@' ? say.noColleagues : say.noCanned}
            />
          </Popover.Dropdown>
        </Popover>
        {!isNote && (
          <FilesList
            files={draft.files} uploads={uploads.uploads} onCancel={uploads.cancel} onRetry={uploads.retry}
            onRemove={(token) => change({ files: draft.files.filter((file) => file.token !== token) })}
          />
        )}
        {blanks.length > 0 && (
          <Alert color="yellow" variant="light" p="xs" role="status">
            <Group gap="xs">
              <Text size="sm">{say.blanks}</Text>
              {blanks.map((blank) => <span key={blank} className={styles['blank']}>{blank}</span>)}
              {unsure !== null && <UnstyledButton fz="sm" td="underline" onClick={() => send(unsure, true)}>{say.sendAnyway}</UnstyledButton>}
            </Group>
          </Alert>
        )}
        {sending.fault !== null && !(news?.kind === 'sent-elsewhere' && isEmptyDraft(draft)) && <Alert color="red" p="xs" role="alert" withCloseButton closeButtonLabel={say.close} onClose={sending.forgive}>{sending.fault}</Alert>}
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
            <CannedButton ticket={ticket} onUse={(answer) => insertCanned(answer, 0)} />
            {!isNote && <AttachButton limits={wayBack?.files} isOn={carries.files} onPick={files.pick} />}
            {!isNote && way && <LengthLine text={draft.text} way={way} />}
            <Text size="xs" c="dimmed" aria-live="polite" truncate>
              {typing.others.length > 0 ? say.typing(typing.others.map(({ id, name }) => (id === 'visitor' && name === '' ? say.visitor : name))) : ''}
            </Text>
          </Group>
          <SendButtons mode={mode} status={ticket.status} isBusy={isBusy} canSend={canSend} onSend={(then) => send(then)} />
        </Group>
        <VisuallyHidden role="status">{sending.done}</VisuallyHidden>
      </Stack>
    </Box>
  );
}
