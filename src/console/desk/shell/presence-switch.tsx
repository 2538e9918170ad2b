import { Loader, Menu, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useWords } from '../../shared/words.tsx';
import { useLive, useLiveState } from '../live/use-live.tsx';
import { useKeys } from './keys.tsx';
import styles from './shell.module.css';
import { useConsoleSettings } from './use-console-settings.ts';
import { words } from './words.ts';

type Availability = 'available' | 'away' | 'offline';

/** What this person says of themselves: available, away with one of the desk's reasons, or offline. */
export function PresenceSwitch() {
  const all = useWords(words);
  const say = all.presence;
  const live = useLive();
  const { agent, connection } = useLiveState();
  const reasons = useConsoleSettings()?.awayReasons ?? [];
  const [isBusy, setBusy] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const openByKeys = () => {
    // Where the focus comes back to once something is chosen.
    button.current?.focus();
    setOpen(true);
  };
  useKeys([{ key: 'g s', words: all.keyWords.presence, group: all.keyGroups.everywhere, does: openByKeys, isOn: agent !== null && connection === 'connected' }]);
  const is: Availability = agent?.availability ?? 'offline';
  const reasonName = (key: string) => reasons.find((reason) => reason.key === key)?.name ?? say.reasons[key] ?? key;
  const why = is === 'away' && agent?.awayReason ? reasonName(agent.awayReason) : null;
  const be = async (availability: Availability, reason: string | null = null) => {
    setBusy(true);
    const answer = await live.ask('presence:set', reason === null ? { availability } : { availability, reason });
    setBusy(false);
    if ('error' in answer) notifications.show({ color: 'red', message: say.fault });
  };
  const shown = why ?? say[is];
  const valueOf = (availability: Availability, reason: string | null) => (reason === null ? availability : `${availability} ${reason}`);
  const choose = (value: string) => {
    const [availability, reason] = value.split(' ');
    if (availability === 'available' || availability === 'away' || availability === 'offline') void be(availability, reason ?? null);
  };
  const chosen = valueOf(is, agent?.awayReason ?? null);
  // Away for what nobody chooses, such as missed offers: back to work comes first.
  const isListed = is !== 'away' || reasons.some(({ key }) => key === agent?.awayReason);
  const first = isListed ? chosen : 'available';
  const item = (availability: Availability, reason: string | null, name: string, hint?: string) => (
    <Menu.RadioItem key={reason ?? availability} value={valueOf(availability, reason)} closeMenuOnClick {...(valueOf(availability, reason) === first ? { 'data-autofocus': true } : {})}>
      <span className={styles['choice']}>
        <span className={styles['dot']} data-is={availability} />
        <span>{name}{hint !== undefined && <small className={styles['hint']}>{hint}</small>}</span>
      </span>
    </Menu.RadioItem>
  );
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={230} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton ref={button} className={styles['presence']} data-is={is} disabled={agent === null || connection !== 'connected'} aria-label={say.now(why === null ? say[is] : `${say[is]}, ${why}`)} title="g s">
          {isBusy ? <Loader size={10} /> : <span className={styles['dot']} data-is={is} />}
          <span className={styles['presenceName']}>{shown}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={say.set}>
        <Menu.RadioGroup value={chosen} onChange={choose}>
          {item('available', null, say.available, say.availableHint)}
          <Menu.Divider />
          <Menu.Label>{say.awayWith}</Menu.Label>
          {reasons.map(({ key, name }) => item('away', key, name))}
          {reasons.length === 0 && item('away', null, say.away)}
          <Menu.Divider />
          {item('offline', null, say.offline, say.offlineHint)}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
