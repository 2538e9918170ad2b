import { Anchor, Loader, Stack, Text, Title } from '@mantine/core';
import { Suspense, type ComponentType } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { lazyPage } from '../../shared/lazy-page.ts';
import { useWords } from '../../shared/words.tsx';
import { useSession } from '../session.tsx';
import styles from './admin.module.css';
import { words, type AdminWords } from './words.ts';

type Tab = keyof AdminWords['tabs'];

interface Part {
  tab: Tab;
  group: keyof AdminWords['groups'];
  /** Leads see what is theirs to look after; the rest is for admins. */
  forLeads: boolean;
  page: ComponentType;
}

const parts: Part[] = [
  { tab: 'people', group: 'staff', forLeads: false, page: lazyPage(() => import('./people/people-tab.tsx')) },
  { tab: 'teams', group: 'staff', forLeads: true, page: lazyPage(() => import('./desk/teams-tab.tsx')) },
  { tab: 'catalog', group: 'staff', forLeads: true, page: lazyPage(() => import('./desk/catalog-tab.tsx')) },
  { tab: 'understanding', group: 'staff', forLeads: true, page: lazyPage(() => import('./understanding/understanding-tab.tsx')) },
  { tab: 'channels', group: 'intake', forLeads: true, page: lazyPage(() => import('./desk/channels-tab.tsx')) },
  { tab: 'undelivered', group: 'intake', forLeads: true, page: lazyPage(() => import('./intake/undelivered-tab.tsx')) },
  { tab: 'quarantine', group: 'intake', forLeads: true, page: lazyPage(() => import('./intake/quarantine-tab.tsx')) },
  { tab: 'without-ticket', group: 'intake', forLeads: true, page: lazyPage(() => import('./intake/ticketless-tab.tsx')) },
  { tab: 'blocked', group: 'intake', forLeads: true, page: lazyPage(() => import('./intake/blocked-tab.tsx')) },
  { tab: 'webhooks', group: 'intake', forLeads: false, page: lazyPage(() => import('./hooks/hooks-tab.tsx')) },
  { tab: 'canned', group: 'words', forLeads: true, page: lazyPage(() => import('../canned/canned-page.tsx')) },
  { tab: 'announcements', group: 'words', forLeads: true, page: lazyPage(() => import('../announcements/announcements-page.tsx')) },
];

/** People, teams, channels, and what did not arrive: each part has an address of its own. */
export default function AdminPage() {
  const say = useWords(words);
  const { me } = useSession();
  const mine = parts.filter(({ forLeads }) => me.role === 'admin' || (forLeads && me.role === 'lead'));
  const [first] = mine;
  if (!first) return <Refused words={say.notForYou} />;
  return (
    <div className={styles['frame']}>
      <Sections parts={mine} />
      <div>
        <Suspense fallback={<Loader size="sm" />}>
          <Switch>
            {mine.map(({ tab, page: Page }) => <Route key={tab} path={`/${tab}`}><Page /></Route>)}
            {parts.map(({ tab }) => <Route key={tab} path={`/${tab}`}><Refused words={say.adminOnly} /></Route>)}
            <Route><Redirect to={`/${first.tab}`} replace /></Route>
          </Switch>
        </Suspense>
      </div>
    </div>
  );
}

/** On a telephone the sections lie in a row, longer than the screen: the open one is moved into it. */
function showWhole(link: HTMLAnchorElement | null): void {
  const row = link?.parentElement;
  if (link && row) row.scrollLeft += link.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - link.offsetWidth) / 2;
}

function Sections({ parts: mine }: { parts: Part[] }) {
  const say = useWords(words);
  const [location] = useLocation();
  const groups = (['staff', 'intake', 'words'] as const).filter((group) => mine.some((part) => part.group === group));
  return (
    <nav className={styles['nav']} aria-label={say.sections}>
      {groups.flatMap((group) => [
        <h2 key={group}>{say.groups[group]}</h2>,
        ...mine.filter((part) => part.group === group).map(({ tab }) => (
          <Link key={tab} href={`/${tab}`} {...(location === `/${tab}` ? { 'aria-current': 'page', ref: showWhole } : {})}>{say.tabs[tab]}</Link>
        )),
      ])}
    </nav>
  );
}

function Refused({ words: why }: { words: string }) {
  const say = useWords(words);
  return (
    <Stack align="flex-start">
      <Title order={1} size="h3">{say.title}</Title>
      <Text>{why}</Text>
      <Anchor component={Link} href="~/work">{say.toWork}</Anchor>
    </Stack>
  );
}
