import { Burger, Drawer } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useWords } from '../../shared/words.tsx';
import { MentionsBell } from '../mentions/bell.tsx';
import { useSession } from '../session.tsx';
import { CapacityMeter } from './capacity-meter.tsx';
import { useKeys } from './keys.tsx';
import { Logo } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import { placesOf } from './places.ts';
import { PresenceSwitch } from './presence-switch.tsx';
import { SearchBox } from './search-box.tsx';
import styles from './shell.module.css';
import { UserMenu } from './user-menu.tsx';
import { words } from './words.ts';
import { WrapUp } from './wrap-up.tsx';

/** The line above every page. On a narrow screen the sections and the search stand in a drawer. */
export function Header({ openKeys, openPhone }: { openKeys: () => void; openPhone: () => void }) {
  const say = useWords(words);
  const { me } = useSession();
  const [, go] = useLocation();
  const [isMenuOpen, setMenuOpen] = useState(false);
  useKeys(placesOf(me.role).map(({ to, name, key }) => ({ key: `g ${key}`, words: say[name], group: say.keyGroups.go, does: () => go(to) })));
  return (
    <div className={styles['header']}>
      <Burger className={styles['burger'] ?? ''} opened={isMenuOpen} onClick={() => setMenuOpen(!isMenuOpen)} size="sm" aria-label={say.menu} />
      <Link href="/work" className={styles['logo'] ?? ''} aria-label="Ventanilla"><Logo /></Link>
      <div className={styles['wide']}><Navigation /></div>
      <div className={`${styles['wide']} ${styles['grow']}`}><SearchBox /></div>
      <div className={styles['tools']}>
        <WrapUp />
        <CapacityMeter />
        <PresenceSwitch />
        <MentionsBell />
        <UserMenu openKeys={openKeys} openPhone={openPhone} />
      </div>
      <Drawer opened={isMenuOpen} onClose={() => setMenuOpen(false)} title="Ventanilla" size={280} closeButtonProps={{ 'aria-label': say.close }}>
        <SearchBox withKey={false} onGo={() => setMenuOpen(false)} />
        <Navigation stacked onGo={() => setMenuOpen(false)} />
      </Drawer>
    </div>
  );
}
