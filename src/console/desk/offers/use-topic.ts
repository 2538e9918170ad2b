import type { OfferView } from '../../../realtime/index.ts';
import { useCatalog } from '../directory.ts';

/** What a ticket is about, the closest first: its entry and its service in the reader's language, or as the desk calls them while that is not known. */
export function useTopic(): (ticket: OfferView['ticket']) => string[] {
  const services = useCatalog();
  return ({ entry, service }) => {
    const entries = services.flatMap((one) => one.entries);
    const names = [
      entry && (entries.find(({ key }) => key === entry.key)?.name ?? entry.name),
      service && (services.find(({ key }) => key === service.key)?.name ?? service.name),
    ];
    return names.filter((name) => name !== null);
  };
}
