import { isGivenByNetwork, newId, type Contact, type Locale } from '../core/index.ts';
import type { IdentifiedCustomer, Known } from './intake-store.ts';

/** The customer by their best known address, else a new one; null for an anonymous sender. No address ever changes hands here. */
export function identifyCustomer(contact: Contact, known: Pick<Known, 'customer'>, defaultLocale: Locale): IdentifiedCustomer | null {
  if (contact.from.length === 0) return null;
  const addresses = contact.from;
  if (known.customer) {
    // A network that knows its people names them, if not always in time.
    const name = addresses[0] && isGivenByNetwork(addresses[0]) ? (contact.name ?? null) : null;
    return { id: known.customer.id, isNew: false, name, locale: known.customer.locale, addresses };
  }
  return { id: newId(), isNew: true, name: contact.name ?? null, locale: contact.locale ?? defaultLocale, addresses };
}
