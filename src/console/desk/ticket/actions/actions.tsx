import { Button, Kbd, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowMerge, IconArrowsSplit2, IconArrowUp, IconBan, IconCategory, IconCheck, IconDots, IconHandGrab, IconHourglass, IconLinkOff, IconMail, IconPhone,
  IconPhoneOff, IconPlayerPlay, IconRotate, IconTrash, IconUserPlus, IconUserShare,
} from '@tabler/icons-react';
import { Suspense, useState, type ReactNode } from 'react';
import type { Ticket } from '../../../../api/contract.ts';
import { lazyPage } from '../../../shared/lazy-page.ts';
import { useWords } from '../../../shared/words.tsx';
import { useSession } from '../../session.tsx';
import { useKeys } from '../../shell/keys.tsx';
import { useAction } from '../use-action.ts';
import styles from './actions.module.css';
import type { DialogName } from './dialogs.tsx';
import { whatMay, type ActionName, type May } from './what-may.ts';
import { actionWords } from './words.ts';

const Dialogs = lazyPage(() => import('./dialogs.tsx'));

interface ActionsProps {
  ticket: Ticket;
  onDone: (ticket: Ticket, notice: string) => void;
  onFault: (fault: string) => void;
  onSplit: () => void;
}

const icons: Record<ActionName, typeof IconCheck> = {
  take: IconHandGrab, resolve: IconCheck, reopen: IconRotate, resume: IconPlayerPlay, wait: IconHourglass, escalate: IconArrowUp, transfer: IconUserShare,
  classify: IconCategory, assign: IconUserPlus, call: IconPhone, cancelCallback: IconPhoneOff, letter: IconMail, merge: IconArrowMerge, split: IconArrowsSplit2,
  cancel: IconTrash, revoke: IconLinkOff, block: IconBan,
};
const keys: Partial<Record<ActionName, string>> = { take: 't', resolve: 's', reopen: 's', resume: 'w', wait: 'w', escalate: 'e', transfer: 'p', classify: 'c' };
/** Stand as buttons where there is room; the others are in the menu. */
const main: ActionName[] = ['take', 'resolve', 'reopen', 'resume', 'wait', 'escalate', 'transfer', 'classify'];
const rest: ActionName[] = ['assign', 'call', 'cancelCallback', 'letter', 'merge', 'split', 'revoke', 'cancel', 'block'];

/** What can be done to the ticket now: as buttons, in a menu, and by keys. */
export function Actions({ ticket, onDone, onFault, onSplit }: ActionsProps) {
  const say = useWords(actionWords);
  const { me } = useSession();
  const [open, setOpen] = useState<DialogName | null>(null);
  const { act, isBusy } = useAction(ticket, { onFault });
  const may = whatMay(ticket, me);

  const now = async (name: 'take' | 'resume' | 'cancelCallback' | 'revoke') => {
    const done = await {
      take: () => (me.role === 'agent' ? act('transfer', { body: { agentId: me.id } }) : act('assign', { body: { agentId: me.id } })),
      resume: () => act('resume'),
      cancelCallback: () => act('callback', { method: 'DELETE' }),
      revoke: () => act('status-link/revoke'),
    }[name]();
    if (done.kind === 'done') onDone(done.ticket, say.done[name]);
  };
  const start = (name: ActionName) => {
    if (may[name] !== 'yes' || isBusy) return;
    if (name === 'split') onSplit();
    else if (name === 'take' || name === 'resume' || name === 'cancelCallback' || name === 'revoke') void now(name);
    else setOpen(name);
  };
  useKeys(main.flatMap((name) => {
    const key = keys[name];
    return key === undefined ? [] : [{ key, words: say[name], group: say.group, does: () => start(name), isOn: may[name] === 'yes' && open === null }];
  }));

  const shown = (names: ActionName[]) => names.filter((name) => may[name] !== 'no');
  const items = (names: ActionName[], className?: string) => shown(names).map((name) => (
    <MenuEntry key={name} name={name} may={may[name]} {...(className === undefined ? {} : { className })} onStart={() => start(name)} />
  ));
  return (
    <div className={styles['actions']} role="group" aria-label={say.actions}>
      {shown(main).map((name, place) => (
        <BarButton key={name} name={name} may={may[name]} isFirst={place === 0} isBusy={isBusy && (name === 'take' || name === 'resume')} onStart={() => start(name)} />
      ))}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="compact-sm" variant="default" aria-label={say.more} title={say.more}><IconDots size={16} aria-hidden /></Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items(main.slice(1), styles['whenNarrow'])}
          {items(rest)}
        </Menu.Dropdown>
      </Menu>
      {open !== null && (
        <Suspense fallback={null}>
          <Dialogs
            name={open} ticket={ticket} onClose={() => setOpen(null)}
            onDone={(is, notice) => { setOpen(null); onDone(is, notice); }}
          />
        </Suspense>
      )}
    </div>
  );
}

interface OneActionProps {
  name: ActionName;
  may: May;
  onStart: () => void;
}

/** One that cannot be done stays in the order of focus, so that everybody can hear why. */
function BarButton({ name, may, isFirst, isBusy, onStart }: OneActionProps & { isFirst: boolean; isBusy: boolean }) {
  const say = useWords(actionWords);
  const Icon = icons[name];
  const key = keys[name];
  const isOff = may !== 'yes';
  const words: ReactNode = isOff && may !== 'no' ? say.why[may] : name === 'take' ? say.takeTip : say[name];
  return (
    <Tooltip label={<>{words} {key !== undefined && !isOff && <Kbd size="xs">{key.toUpperCase()}</Kbd>}</>} openDelay={300} events={{ hover: true, focus: true, touch: true }}>
      <Button
        size="compact-sm" variant={isFirst ? 'filled' : 'default'} leftSection={<Icon size={15} aria-hidden />} loading={isBusy} aria-disabled={isOff || undefined}
        data-disabled={isOff || undefined} className={isFirst ? undefined : styles['whenWide']} onClick={onStart}
      >
        {say[name]}
      </Button>
    </Tooltip>
  );
}

function MenuEntry({ name, may, className, onStart }: OneActionProps & { className?: string }) {
  const say = useWords(actionWords);
  const Icon = icons[name];
  const key = keys[name];
  const isOff = may !== 'yes' && may !== 'no';
  return (
    <Menu.Item
      leftSection={<Icon size={16} aria-hidden />} rightSection={key === undefined ? null : <Kbd size="xs">{key.toUpperCase()}</Kbd>} disabled={isOff}
      color={name === 'cancel' || name === 'block' ? 'red' : undefined} {...(className === undefined ? {} : { className })} onClick={onStart}
    >
      {say[name]}{isOff && <span className={styles['whyNot']}>{say.why[may]}</span>}
    </Menu.Item>
  );
}
