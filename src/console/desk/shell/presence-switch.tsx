import { Loader, Menu, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
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
  useKeys([{ key: 'g s', words: all.keyWords.presence, group: all.keyGroups.everywhere, does: () => setOpen(true) }]);
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
  const isNow = (availability: Availability, reason: string | null) => is === availability && (agent?.awayReason ?? null) === reason;
  const item = (availability: Availability, reason: string | null, name: string, hint?: string) => (
    <Menu.Item
      key={reason ?? availability} role="menuitemradio" aria-checked={isNow(availability, reason)} onClick={() => void be(availability, reason)}
      leftSection={<span className={styles['dot']} data-is={availability} />} rightSection={isNow(availability, reason) ? <IconCheck size={15} aria-hidden /> : null}
    >
      {name}{hint !== undefined && <small className={styles['hint']}>{hint}</small>}
    </Menu.Item>
  );
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={230} shadow="md">
      <Menu.Target>
        <UnstyledButton className={styles['presence']} data-is={is} disabled={agent === null || connection !== 'connected'} aria-label={say.now(why === null ? say[is] : `${say[is]}, ${why}`)} title="g s">
          {isBusy ? <Loader size={10} /> : <span className={styles['dot']} data-is={is} />}
          <span className={styles['presenceName']}>{shown}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={say.set}>
        {item('available', null, say.available, say.availableHint)}
        <Menu.Divider />
        <Menu.Label>{say.awayWith}</Menu.Label>
        {reasons.map(({ key, name }) => item('away', key, name))}
        {reasons.length === 0 && item('away', null, say.away)}
        <Menu.Divider />
        {item('offline', null, say.offline, say.offlineHint)}
      </Menu.Dropdown>
    </Menu>
  );
}
