import { ActionIcon, Button, Checkbox, Group, Menu, Modal, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconDots, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { CustomerProfile } from '../../../api/contract.ts';
import { addressText } from '../../shared/address-text.ts';
import { RequestError } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import styles from './customers.module.css';
import { useFaultText, type useCustomer } from './use-customer.ts';
import { words } from './words.ts';

type Address = CustomerProfile['addresses'][number];
interface PartProps {
  customer: CustomerProfile;
  change: ReturnType<typeof useCustomer>['change'];
}

/** How a customer is reached, and what is known of each address. */
export function AddressPart({ customer, change }: PartProps) {
  const say = useWords(words);
  const faultText = useFaultText();
  const [fault, setFault] = useState('');
  const [removing, setRemoving] = useState<Address | null>(null);
  const [adding, setAdding] = useState(false);
  // Of a network whose ids say nothing to people: whose it is.
  const shown = (address: Address) => (addressText(address) === address.value ? address.value : customer.name ?? addressText(address));
  const act = async (verb: 'verify' | 'unverify' | 'deliverable' | 'remove', { kind, value }: Address) => {
    setFault('');
    await change.mutateAsync({ method: 'POST', path: `/addresses/${verb}`, body: { kind, value } }).catch((error: unknown) => setFault(faultText(error)));
    setRemoving(null);
  };
  return (
    <section aria-label={say.addresses}>
      <Title order={2} size="h5">{say.addresses}</Title>
      <ul className={styles['list']}>
        {customer.addresses.map((address) => (
          <li key={`${address.kind} ${address.value}`} className={styles['address']}>
            {address.verified
              ? <IconCircleCheck size={16} role="img" aria-label={say.verified} title={say.verified} className={styles['good']} />
              : <IconCircleDashed size={16} role="img" aria-label={say.unverified} title={say.unverified} />}
            <div className={styles['value']}>
              {shown(address)} <span className={styles['quiet']}>{say.kinds[address.kind]}</span>
              {address.undeliverable !== undefined && <div className={styles['bad']}>{say.undeliverable(address.undeliverable)}</div>}
            </div>
            <Menu position="bottom-end">
              <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={say.actionsOf(shown(address))}><IconDots size={16} aria-hidden /></ActionIcon></Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => void act(address.verified ? 'unverify' : 'verify', address)}>{address.verified ? say.unverify : say.verify}</Menu.Item>
                {address.undeliverable !== undefined && <Menu.Item onClick={() => void act('deliverable', address)}>{say.deliverable}</Menu.Item>}
                <Menu.Item onClick={() => setRemoving(address)}>{say.remove}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      <div role="alert" className={styles['bad']}>{fault}</div>
      {adding
        ? <AddressForm change={change} onDone={() => setAdding(false)} />
        : <Button mt={6} size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setAdding(true)}>{say.add}</Button>}
      <Modal opened={removing !== null} onClose={() => setRemoving(null)} title={removing && say.removeAsk(shown(removing))} size="sm" closeButtonProps={{ 'aria-label': say.close }}>
        <Text size="sm">{say.removeMeans}</Text>
        <Group mt="md" justify="end">
          <Button variant="default" onClick={() => setRemoving(null)}>{say.cancel}</Button>
          <Button color="red" data-autofocus onClick={() => removing && void act('remove', removing)}>{say.remove}</Button>
        </Group>
      </Modal>
    </section>
  );
}

function AddressForm({ change, onDone }: Pick<PartProps, 'change'> & { onDone: () => void }) {
  const say = useWords(words);
  const faultText = useFaultText();
  const [kind, setKind] = useState<'phone' | 'email'>('email');
  const [value, setValue] = useState('');
  const [verified, setVerified] = useState(false);
  const [fault, setFault] = useState<{ text: string; ownerId: string | null } | null>(null);
  const add = async () => {
    try {
      await change.mutateAsync({ method: 'POST', path: '/addresses', body: { kind, value, verified } });
      onDone();
    } catch (error) {
      const owner = error instanceof RequestError && error.code === 'address_taken' ? error.fields['value'] : undefined;
      setFault({ text: faultText(error), ownerId: owner ?? null });
    }
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void add(); }}>
      <Stack gap="xs" mt="xs">
        <Group gap="xs" wrap="nowrap" align="start">
          <Select aria-label={say.addKind} w={130} allowDeselect={false} value={kind} data={[{ value: 'email', label: say.kinds.email }, { value: 'phone', label: say.kinds.phone }]} onChange={(chosen) => setKind(chosen === 'phone' ? 'phone' : 'email')} />
          <TextInput aria-label={say.addValue} style={{ flex: 1 }} autoFocus value={value} maxLength={320} placeholder={kind === 'phone' ? say.phoneExample : say.emailExample} onChange={(event) => setValue(event.currentTarget.value)} />
        </Group>
        <Checkbox label={say.addVerified} checked={verified} onChange={(event) => setVerified(event.currentTarget.checked)} />
        <div role="alert" className={styles['bad']}>{fault?.text} {fault?.ownerId != null && <Link href={`/customers/${fault.ownerId}`}>{say.showOther}</Link>}</div>
        <Group gap="xs">
          <Button type="submit" size="compact-md" loading={change.isPending} disabled={value.trim() === ''}>{say.add}</Button>
          <Button size="compact-md" variant="default" onClick={onDone}>{say.cancel}</Button>
        </Group>
      </Stack>
    </form>
  );
}
