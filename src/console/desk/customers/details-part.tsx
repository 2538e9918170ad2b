import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { CustomerProfile } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import { useSession } from '../session.tsx';
import styles from './customers.module.css';
import { useFaultText, type useCustomer } from './use-customer.ts';
import { words } from './words.ts';

type Change = ReturnType<typeof useCustomer>['change'];

/** Name, language, plan and notes. What was written stays when it could not be stored. */
export function DetailsPart({ customer, change }: { customer: CustomerProfile; change: Change }) {
  const say = useWords(words);
  const faultText = useFaultText();
  const { me } = useSession();
  const [name, setName] = useState(customer.name ?? '');
  const [locale, setLocale] = useState(customer.locale);
  const [plan, setPlan] = useState(customer.plan ?? '');
  const [notes, setNotes] = useState(customer.notes);
  const [fault, setFault] = useState('');
  const isLead = me.role !== 'agent';
  const changes = {
    ...(name.trim() === (customer.name ?? '') ? {} : { name: name.trim() === '' ? null : name.trim() }),
    ...(locale === customer.locale ? {} : { locale }),
    ...(plan.trim() === (customer.plan ?? '') ? {} : { plan: plan.trim() === '' ? null : plan.trim() }),
    ...(notes === customer.notes ? {} : { notes }),
  };
  const isChanged = Object.keys(changes).length > 0;
  const save = async () => {
    setFault('');
    try {
      await change.mutateAsync({ method: 'PATCH', path: '', body: changes });
      notifications.show({ message: say.saved, closeButtonProps: { 'aria-label': say.close } });
    } catch (error) {
      setFault(faultText(error));
    }
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Stack gap="xs">
        <TextInput label={say.name} value={name} maxLength={200} onChange={(event) => setName(event.currentTarget.value)} />
        <Group grow>
          <Select
            label={say.language} value={locale} allowDeselect={false} data={[{ value: 'es', label: say.languages.es }, { value: 'en', label: say.languages.en }]}
            onChange={(chosen) => setLocale(chosen === 'en' ? 'en' : 'es')}
          />
          <TextInput label={say.plan} value={plan} maxLength={60} readOnly={!isLead} placeholder={say.noPlan} title={isLead ? undefined : say.planOnlyLead} onChange={(event) => setPlan(event.currentTarget.value)} />
        </Group>
        <Textarea label={say.notes} description={say.notesHint} value={notes} autosize minRows={2} maxRows={10} maxLength={5_000} onChange={(event) => setNotes(event.currentTarget.value)} />
        <div role="alert" className={styles['bad']}>{fault}</div>
        {isChanged && <Button type="submit" loading={change.isPending} style={{ alignSelf: 'start' }}>{say.save}</Button>}
      </Stack>
    </form>
  );
}
