import { Button, Menu } from '@mantine/core';
import { IconHeadphones } from '@tabler/icons-react';
import { useWords } from '../../shared/words.tsx';
import type { TicketSummary } from '../../../api/contract.ts';
import { useSession } from '../session.tsx';
import { useCallAction } from './use-call-action.ts';
import { words } from './words.ts';

const modes = ['listen', 'coach', 'join'] as const;

/** For a lead: takes part in somebody else's call, unheard, heard by the agent, or by both; nothing where that cannot be. */
export function Supervise({ ticket, size = 'compact-sm' }: { ticket: Pick<TicketSummary, 'number' | 'call' | 'agent'>; size?: string }) {
  const say = useWords(words);
  const { me } = useSession();
  const { act, busy } = useCallAction();
  const { call, number, agent } = ticket;
  const isTalk = call !== null && ['talking', 'held', 'consulting'].includes(call.state);
  if (me.role === 'agent' || !isTalk || agent?.id === me.id) return null;
  const isIn = call.legs.some(({ role, agentId }) => role === 'supervisor' && agentId === me.id);
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button size={size} variant="default" leftSection={<IconHeadphones size={16} aria-hidden />} loading={busy !== null}>{say.supervise}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {modes.map((mode) => (
          <Menu.Item key={mode} onClick={() => void act('call:listen', { number, mode })}>{say.modes[mode]} — {say.modeHints[mode]}</Menu.Item>
        ))}
        {isIn && <Menu.Divider />}
        {isIn && <Menu.Item color="red" onClick={() => void act('call:listen-stop', { number })}>{say.leave}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
