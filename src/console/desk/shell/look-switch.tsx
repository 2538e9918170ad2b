import { SegmentedControl, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

const icons = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop };
const looks = ['light', 'dark', 'auto'] as const;

/** Light, dark or as the system says; remembered in this browser. */
export function LookSwitch() {
  const say = useWords(words);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const data = looks.map((value) => {
    const Icon = icons[value];
    return { value, label: <span title={say.looks[value]} style={{ display: 'grid', placeItems: 'center' }}><Icon size={16} aria-hidden /><VisuallyHidden>{say.looks[value]}</VisuallyHidden></span> };
  });
  return <SegmentedControl size="xs" fullWidth data={data} value={colorScheme} aria-label={say.look} onChange={setColorScheme} />;
}
