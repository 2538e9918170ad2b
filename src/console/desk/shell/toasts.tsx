import { Notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';
import type { ReactNode } from 'react';

/** Where short news of what was done stand; what was told before this was fetched is shown once it is. */
export default function Toasts(): ReactNode {
  return <Notifications position="bottom-left" autoClose={6_000} limit={4} />;
}
