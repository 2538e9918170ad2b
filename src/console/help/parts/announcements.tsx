import { Alert, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconSpeakerphone, IconTool } from '@tabler/icons-react';
import type { AnnouncementInForce } from '../../../api/contract.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { useAnnouncements, useCatalog } from '../use-portal.ts';
import { words } from '../words.ts';

const looks = {
  outage: { color: 'red', Icon: IconAlertTriangle },
  maintenance: { color: 'yellow', Icon: IconTool },
  news: { color: 'desk', Icon: IconSpeakerphone },
} as const;

/** What everybody is told now; of one service only, where one is named. New ones are read out as they come. */
export function Announcements({ service = null }: { service?: string | null }) {
  const say = useWords(words);
  const all = useAnnouncements().filter(({ services }) => service === null || services.length === 0 || services.includes(service));
  return (
    <section aria-label={say.announcements} aria-live="polite">
      {all.length > 0 && <Stack gap="xs" mb="lg">{all.map((one) => <Announcement key={one.id} announcement={one} />)}</Stack>}
    </section>
  );
}

function Announcement({ announcement: { kind, title, text, services, until, locale: spoken } }: { announcement: AnnouncementInForce }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const catalog = useCatalog().data;
  const { color, Icon } = looks[kind];
  const names = services.map((key) => catalog?.services.find((service) => service.key === key)?.name ?? key);
  const more = [...(names.length > 0 ? [say.concerns(names.join(', '))] : []), ...(until === null ? [] : [say.until(momentText(until, locale))])];
  return (
    <Alert color={color} variant="light" icon={<Icon size={20} aria-hidden />} p="sm">
      <Text fw={600} size="sm" lang={spoken} c="var(--mantine-color-text)"><VisuallyHidden lang={locale}>{say.kinds[kind]}: </VisuallyHidden>{title}</Text>
      {text !== '' && <Text size="sm" lang={spoken} c="var(--mantine-color-text)" style={{ whiteSpace: 'pre-line' }}>{text}</Text>}
      {more.length > 0 && <Text size="xs" mt={4} c="var(--mantine-color-text)">{more.join(' · ')}</Text>}
    </Alert>
  );
}
