import { Anchor, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useWords } from '../../shared/words.tsx';
import { words } from '../words.ts';

let shownOne = false;

/** The title of a page: it names the tab, and on every page but the first it is read out when the page comes. */
export function Heading({ children, back = '/' }: { children: string; back?: '/' | '/mine' | null }) {
  const say = useWords(words);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = children;
  }, [children]);
  useEffect(() => {
    if (shownOne) {
      window.scrollTo(0, 0);
      title.current?.focus({ preventScroll: true });
    }
    shownOne = true;
  }, []);
  return (
    <Stack gap={4} mb="md">
      {back !== null && (
        <Anchor component={Link} href={back} size="sm"><IconArrowLeft size={14} aria-hidden style={{ verticalAlign: '-2px' }} /> {back === '/' ? say.back : say.mine}</Anchor>
      )}
      <Title order={1} size="h2" ref={title} tabIndex={-1} dir="auto" style={{ outline: 'none', overflowWrap: 'anywhere' }}>{children}</Title>
    </Stack>
  );
}

export function NotFound() {
  const say = useWords(words);
  return (
    <>
      <Heading>{say.notFound}</Heading>
      <Text><Anchor component={Link} href="/">{say.question}</Anchor></Text>
    </>
  );
}
