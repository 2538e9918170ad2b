import { IconAddressBook, IconDeviceDesktop, IconInbox, IconListDetails, IconSettings, IconStack2, IconUsersGroup, type Icon } from '@tabler/icons-react';
import type { Agent } from '../../../api/contract.ts';

export interface Place {
  to: string;
  name: 'work' | 'queue' | 'tickets' | 'customers' | 'assets' | 'lead' | 'admin';
  icon: Icon;
  /** The second key after `g`. */
  key: string;
}

const forAll: Place[] = [
  { to: '/work', name: 'work', icon: IconInbox, key: 'w' },
  { to: '/queue', name: 'queue', icon: IconStack2, key: 'q' },
  { to: '/tickets', name: 'tickets', icon: IconListDetails, key: 't' },
  { to: '/customers', name: 'customers', icon: IconAddressBook, key: 'c' },
  { to: '/inventory', name: 'assets', icon: IconDeviceDesktop, key: 'i' },
];
const forLeads: Place[] = [{ to: '/lead', name: 'lead', icon: IconUsersGroup, key: 'l' }];
const forAdmins: Place[] = [{ to: '/admin', name: 'admin', icon: IconSettings, key: 'a' }];

/** The sections of the console that this person has. */
export function placesOf(role: Agent['role']): Place[] {
  return [...forAll, ...(role === 'agent' ? [] : forLeads), ...(role === 'admin' ? forAdmins : [])];
}
