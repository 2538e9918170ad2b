import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Ticket } from '../../../../api/contract.ts';
import { addressText } from '../../../shared/address-text.ts';
import { useWords } from '../../../shared/words.tsx';
import styles from '../ticket.module.css';
import { pageWords } from '../words.ts';

/** Who asks, and by which of their addresses they can be reached. */
export function CustomerPart({ customer }: { customer: Ticket['customer'] }) {
  const say = useWords(pageWords);
  if (!customer) return <p className={styles['quiet']}>{say.noCustomer}</p>;
  return (
    <>
      <Link href={`/customers/${customer.id}`}>{customer.name ?? say.unnamed}</Link>
      {customer.plan !== null && <div className={styles['quiet']}>{say.plan}: {customer.plan}</div>}
      <ul className={styles['plainList']} aria-label={say.addresses}>
        {customer.addresses.map((address) => (
          <li key={`${address.kind} ${address.value}`} className={styles['address']}>
            {address.verified
              ? <IconCircleCheck size={15} role="img" aria-label={say.verified} title={say.verified} className={styles['good']} />
              : <IconCircleDashed size={15} role="img" aria-label={say.unverified} title={say.unverified} />}
            <span>{addressText(address)}</span>
            {address.undeliverable !== undefined && (
              <span className={styles['bad']}><IconAlertTriangle size={14} aria-hidden /> {say.undeliverable(address.undeliverable)}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
