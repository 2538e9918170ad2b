import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBell, IconKeyboard, IconLogout, IconPhone } from '@tabler/icons-react';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { askForNotices, noticePermission } from '../offers/desktop-notice.ts';
import { sound } from '../offers/sound.ts';
import { useSession } from '../session.tsx';
import { languages } from './language-switch.tsx';
import { words } from './words.ts';

/** Fetched when the menu is first opened; where it cannot be, the menu goes without it. */
const SlackOffersItem = lazy(() => import('../own-settings/slack-offers-item.tsx').catch(() => ({ default: () => null })));

const looks = ['light', 'dark', 'auto'] as const;

/** Who is signed in, how the console looks and sounds to them, and the way out. */
export function UserMenu({ openKeys, openPhone }: { openKeys: () => void; openPhone: () => void }) {
  const say = useWords(words);
  const { me, signOut } = useSession();
  const { locale, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isLoud = useSyncExternalStore(sound.subscribe, sound.isOn);
  const [permission, setPermission] = useState(noticePermission);
  const askNotices = async () => {
    const given = await askForNotices();
    setPermission(given);
    notifications.show(given === 'granted' ? { message: say.notifyOn } : { color: 'orange', message: say.notifyDenied });
  };
  return (
    <Menu position="bottom-end" width={260} shadow="md" closeOnItemClick={false}>
      <Menu.Target>
        <UnstyledButton>
          <Avatar name={me.name} size={32} color="desk" variant="filled" aria-hidden />
          <VisuallyHidden>{say.account(me.name)}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="bright" truncate>{me.name}</Text>
          <Text size="xs" truncate>{me.email} · {say.role[me.role]}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<IconPhone size={16} aria-hidden />} onClick={openPhone} closeMenuOnClick>{say.telephone}</Menu.Item>
        <Menu.CheckboxItem checked={isLoud} onChange={(isOn) => sound.turn(isOn)}>{say.sound}</Menu.CheckboxItem>
        <Suspense><SlackOffersItem /></Suspense>
        {permission !== 'none' && permission !== 'granted' && (
          <Menu.Item leftSection={<IconBell size={16} aria-hidden />} onClick={() => void askNotices()}>{say.notify}</Menu.Item>
        )}
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={openKeys} closeMenuOnClick rightSection={<Text size="xs" c="dimmed" aria-hidden>?</Text>}>{say.keys}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{say.language}</Menu.Label>
        <Menu.RadioGroup value={locale} onChange={(chosen) => choose(chosen === 'en' ? 'en' : 'es')}>
          {languages.map(({ value, label }) => <Menu.RadioItem key={value} value={value} lang={value}>{label}</Menu.RadioItem>)}
        </Menu.RadioGroup>
        <Menu.Label>{say.look}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(chosen) => setColorScheme(looks.find((look) => look === chosen) ?? 'auto')}>
          {looks.map((look) => <Menu.RadioItem key={look} value={look}>{say.looks[look]}</Menu.RadioItem>)}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>{say.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
