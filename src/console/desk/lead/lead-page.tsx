import { Alert, Anchor, Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useFullscreenDocument } from '@mantine/hooks';
import { IconMaximize, IconMinimize } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import type { Wall } from '../../../api/contract.ts';
import { lazyPage } from '../../shared/lazy-page.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { useSession } from '../session.tsx';
import { useKeys } from '../shell/keys.tsx';
import { ForceDialog, ReassignDialog } from './dialogs.tsx';
import { Callers, OffersInFlight } from './in-flight.tsx';
import styles from './lead.module.css';
import { PeopleBoard } from './people-board.tsx';
import { PersonWork } from './person-work.tsx';
import { sumOf } from './sum.ts';
import { Today } from './today.tsx';
import { useWall, type WallPerson } from './use-wall.ts';
import { TeamTable, WaitingGrid } from './waiting-grid.tsx';
import { words } from './words.ts';

const AvailabilityPage = lazyPage(() => import('../availability/availability-page.tsx'));

/** The desk as it stands now, and how much of the time its services were there, for those who lead it. */
export default function LeadPage() {
  const say = useWords(words);
  const { me } = useSession();
  if (me.role === 'agent') {
    return (
      <Stack align="flex-start">
        <Title order={1} size="h3">{say.title}</Title>
        <Text>{say.notForYou}</Text>
        <Anchor component={Link} href="~/work">{say.toWork}</Anchor>
      </Stack>
    );
  }
  return (
    <Switch>
      <Route path="/availability"><Suspense fallback={<Loader />}><AvailabilityPage /></Suspense></Route>
      <Route><LiveWall /></Route>
    </Switch>
  );
}

function LiveWall() {
  const say = useWords(words);
  const { locale } = useLanguage();
  const wall = useWall();
  const [, go] = useLocation();
  const { toggle, fullscreen } = useFullscreenDocument();
  useKeys([
    { key: 'f', words: say.fullScreen, group: say.keyGroup, does: () => void toggle() },
    { key: 'd', words: say.availability, group: say.keyGroup, does: () => go('/availability') },
  ]);
  const { data } = wall;
  return (
    <div className={styles['wall']} data-big={fullscreen || undefined}>
      <Group justify="space-between" mb="sm">
        <Title order={1} size="h3">{say.title}</Title>
        <Group gap="sm">
          <Anchor component={Link} href="/availability" size="sm" title="d">{say.availability}</Anchor>
          <Group component="nav" gap="sm" aria-label={say.upkeep}>
            <Anchor component={Link} href="~/admin/undelivered" size="sm">{say.undelivered}</Anchor>
            <Anchor component={Link} href="~/admin/quarantine" size="sm">{say.quarantine}</Anchor>
            <Anchor component={Link} href="~/admin/without-ticket" size="sm">{say.withoutTicket}</Anchor>
          </Group>
          <Button size="xs" variant="default" onClick={() => void toggle()} title="f" leftSection={fullscreen ? <IconMinimize size={15} aria-hidden /> : <IconMaximize size={15} aria-hidden />}>
            {fullscreen ? say.leaveFullScreen : say.fullScreen}
          </Button>
        </Group>
      </Group>
      {wall.isError && <Alert color="orange" role="alert" mb="sm">{data ? say.behind(momentText(data.at, locale)) : say.never}</Alert>}
      {data ? <Board wall={data} /> : <Group gap="xs" role="status"><Loader size="sm" /><Text size="sm">{say.loading}</Text></Group>}
    </div>
  );
}

type Open =
  | { kind: 'force'; person: WallPerson; to: WallPerson['availability'] }
  | { kind: 'work'; person: WallPerson }
  | { kind: 'reassign'; number: string };

function Board({ wall }: { wall: Wall }) {
  const say = useWords(words);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const reassign = (number: string) => setOpen({ kind: 'reassign', number });
  const { count, late } = sumOf(wall.waiting);
  return (
    <>
      <p className={styles['hidden']} role="status">{say.told(count, late, wall.callers.filter(({ onLine }) => onLine).length)}</p>
      <div className={styles['board']}>
        <Stack gap="lg" className={styles['main'] ?? ''}>
          <Today today={wall.today} midnight={wall.midnight} />
          <WaitingGrid waiting={wall.waiting} />
          <TeamTable wall={wall} />
        </Stack>
        <Stack gap="lg" className={styles['side'] ?? ''}>
          <Callers callers={wall.callers} onReassign={reassign} />
          <OffersInFlight offers={wall.offers} onReassign={reassign} />
        </Stack>
      </div>
      <PeopleBoard people={wall.people} onForce={(person, to) => setOpen({ kind: 'force', person, to })} onWork={(person) => setOpen({ kind: 'work', person })} />
      {open?.kind === 'force' && <ForceDialog person={open.person} to={open.to} onClose={close} />}
      {open?.kind === 'work' && <PersonWork person={open.person} onReassign={reassign} onClose={close} />}
      {open?.kind === 'reassign' && <ReassignDialog number={open.number} people={wall.people} onClose={close} />}
    </>
  );
}
