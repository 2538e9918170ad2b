import { Link, useLocation } from 'wouter';
import { useWords } from '../../shared/words.tsx';
import { useSession } from '../session.tsx';
import { placesOf } from './places.ts';
import styles from './shell.module.css';
import { words } from './words.ts';

/** The sections, in a row or one under the other. */
export function Navigation({ stacked = false, onGo }: { stacked?: boolean; onGo?: () => void }) {
  const say = useWords(words);
  const { me } = useSession();
  const [location] = useLocation();
  return (
    <nav aria-label={say.navigation} className={stacked ? styles['stack'] : styles['row']}>
      {placesOf(me.role).map(({ to, name, icon: Icon, key }) => {
        const isHere = location === to || location.startsWith(`${to}/`);
        return (
          <Link key={to} href={to} className={styles['place'] ?? ''} aria-current={isHere ? 'page' : undefined} title={`${say[name]} (g ${key})`} {...(onGo ? { onClick: onGo } : {})}>
            <Icon size={17} stroke={1.7} aria-hidden />
            <span>{say[name]}</span>
          </Link>
        );
      })}
    </nav>
  );
}
