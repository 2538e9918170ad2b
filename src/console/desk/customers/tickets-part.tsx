import { useWords } from '../../shared/words.tsx';
import { TicketTable } from '../lists/ticket-table.tsx';
import { useTicketList } from '../lists/use-ticket-list.ts';
import styles from './customers.module.css';
import { words } from './words.ts';

/** Everything they asked, newest first, also what is over. */
export function TicketsPart({ customerId }: { customerId: string }) {
  const say = useWords(words);
  const { list } = useTicketList({ customer: customerId, status: 'all', sort: 'newest' });
  const tickets = list.data?.pages.flatMap((page) => page.tickets) ?? [];
  return (
    <div className={styles['tickets']}>
      <TicketTable
        tickets={tickets} label={say.tickets} withoutCustomer memory={`customer ${customerId}`} empty={list.isPending ? null : say.noTickets}
        onNearEnd={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }}
      />
    </div>
  );
}
