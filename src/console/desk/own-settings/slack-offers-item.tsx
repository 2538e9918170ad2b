import { Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OwnSettings } from '../../../api/contract.ts';
import { request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

const path = '/api/agents/me/settings';

/** A switch in the user's menu: to be told of offers in Slack. Nothing where the desk has no way there. */
export default function SlackOffersItem() {
  const say = useWords(words);
  const queries = useQueryClient();
  const settings = useQuery({ queryKey: ['own-settings'], queryFn: () => request<{ settings: OwnSettings }>('GET', path) });
  const turn = useMutation({
    mutationFn: (offersInSlack: boolean) => request<{ settings: OwnSettings }>('PATCH', path, { body: { offersInSlack } }),
    onSuccess: (answer) => {
      queries.setQueryData(['own-settings'], answer);
      notifications.show({ message: answer.settings.offersInSlack ? say.on : say.off });
    },
    onError: () => notifications.show({ color: 'red', message: say.fault }),
  });
  const own = settings.data?.settings;
  if (!own?.slack) return null;
  return <Menu.CheckboxItem checked={own.offersInSlack} disabled={turn.isPending} onChange={(isOn) => turn.mutate(isOn)}>{say.offersInSlack}</Menu.CheckboxItem>;
}
