import { ActionIcon, Code, CopyButton, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Agent, Wall } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { useWords } from '../../../shared/words.tsx';
import { useSession } from '../../session.tsx';
import styles from '../admin.module.css';
import { Confirm } from '../parts/confirm.tsx';
import { words as common } from '../words.ts';
import { PasswordChoice } from './password-choice.tsx';
import { PersonForm } from './person-form.tsx';
import { words } from './words.ts';

export type OpenDialog =
  | { kind: 'add' }
  | { kind: 'edit' | 'reset' | 'sign-out' | 'deactivate' | 'activate'; person: Agent }
  | { kind: 'shown'; name: string; password: string };

export function PersonMenu({ person, onOpen }: { person: Agent; onOpen: (dialog: OpenDialog) => void }) {
  const say = useWords(words);
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={say.actions(person.name)}><IconDots size={17} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen({ kind: 'reset', person })}>{say.reset}…</Menu.Item>
        <Menu.Item onClick={() => onOpen({ kind: 'sign-out', person })}>{say.signOut}…</Menu.Item>
        <Menu.Divider />
        {person.active
          ? <Menu.Item color="red" onClick={() => onOpen({ kind: 'deactivate', person })}>{say.deactivate}…</Menu.Item>
          : <Menu.Item onClick={() => onOpen({ kind: 'activate', person })}>{say.activate}…</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

interface Dialogs {
  open: OpenDialog;
  onOpen: (dialog: OpenDialog) => void;
  onClose: () => void;
}

/** Whatever is asked about one person. */
export function PersonDialogs({ open, onOpen, onClose }: Dialogs) {
  const say = useWords(words);
  const queries = useQueryClient();
  const done = (message: string) => {
    void queries.invalidateQueries({ queryKey: ['agents'] });
    void queries.invalidateQueries({ queryKey: ['desk', 'usage'] });
    void queries.invalidateQueries({ queryKey: ['colleagues'] });
    notifications.show({ message });
    onClose();
  };
  if (open.kind === 'add' || open.kind === 'edit') {
    return (
      <PersonForm
        person={open.kind === 'edit' ? open.person : null} onClose={onClose}
        onSaved={({ name }, password) => {
          done(say.saved(name));
          if (password !== undefined) onOpen({ kind: 'shown', name, password });
        }}
      />
    );
  }
  if (open.kind === 'shown') return <PasswordShown name={open.name} password={open.password} onClose={onClose} />;
  const { person } = open;
  if (open.kind === 'reset') return <ResetDialog person={person} onDone={(password) => { done(say.resetDone(person.name)); if (password !== undefined) onOpen({ kind: 'shown', name: person.name, password }); }} onClose={onClose} />;
  if (open.kind === 'sign-out') return <SignOutDialog person={person} onDone={() => done(say.signOutDone(person.name))} onClose={onClose} />;
  return <ActiveDialog person={person} onDone={() => done(person.active ? say.deactivated(person.name) : say.activated(person.name))} onClose={onClose} />;
}

function PasswordShown({ name, password, onClose }: { name: string; password: string; onClose: () => void }) {
  const say = useWords(words);
  const { copy, copied, close } = useWords(common);
  return (
    <Modal opened onClose={onClose} title={say.shown(name)} closeOnClickOutside={false}>
      <Stack gap="sm">
        <Text size="sm">{say.shownHint}</Text>
        <Code block className={styles['secret'] ?? ''}>{password}</Code>
        <Group justify="flex-end">
          <CopyButton value={password}>{({ copied: isCopied, copy: doCopy }) => <Button variant="default" onClick={doCopy}>{isCopied ? copied : copy}</Button>}</CopyButton>
          <Button onClick={onClose}>{close}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function ResetDialog({ person, onDone, onClose }: { person: Agent; onDone: (password: string | undefined) => void; onClose: () => void }) {
  const say = useWords(words);
  const { me } = useSession();
  const [how, setHow] = useState('made');
  const [given, setGiven] = useState('');
  return (
    <Confirm
      title={say.resetTitle(person.name)} confirm={say.reset} isReady={how === 'made' || given.length >= 8} onClose={onClose}
      does={async () => {
        const { password } = await request<{ password?: string }>('POST', `/api/agents/${person.id}/password`, { body: how === 'made' ? {} : { password: given } });
        onDone(password);
      }}
    >
      <Text size="sm">{person.id === me.id ? say.resetOwnHint : say.resetHint}</Text>
      <PasswordChoice how={how} setHow={setHow} given={given} setGiven={setGiven} />
    </Confirm>
  );
}

interface Asked {
  person: Agent;
  onDone: () => void;
  onClose: () => void;
}

function SignOutDialog({ person, onDone, onClose }: Asked) {
  const say = useWords(words);
  const { me } = useSession();
  return (
    <Confirm title={say.signOutTitle(person.name)} confirm={say.signOut} onClose={onClose} does={async () => { await request('DELETE', `/api/agents/${person.id}/sessions`); onDone(); }}>
      <Text size="sm">{person.id === me.id ? say.signOutOwnHint : say.signOutHint}</Text>
    </Confirm>
  );
}

function ActiveDialog({ person, onDone, onClose }: Asked) {
  const say = useWords(words);
  const wall = useQuery({ queryKey: ['wall', 'work of', person.id], staleTime: 0, queryFn: () => request<Wall>('GET', '/api/wall') });
  const work = wall.data?.people.find(({ id }) => id === person.id);
  const title = person.active ? say.deactivateTitle(person.name) : `${say.activate}: ${person.name}`;
  return (
    <Confirm
      title={title} confirm={person.active ? say.deactivate : say.activate} {...(person.active ? { color: 'red' } : {})} onClose={onClose}
      does={async () => { await request('PATCH', `/api/agents/${person.id}`, { body: { active: !person.active } }); onDone(); }}
    >
      {person.active && <Text size="sm">{say.deactivateHint}</Text>}
      {person.active && work && <Text size="sm" fw={600}>{say.deactivateWork(work.assignments, work.offers)}</Text>}
      {!person.active && <Text size="sm">{person.email}</Text>}
    </Confirm>
  );
}
