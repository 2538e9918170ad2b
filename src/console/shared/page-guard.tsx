import { Button, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { words } from './guard-words.ts';
import { PartMissing } from './lazy-page.ts';
import { useWords } from './words.tsx';

interface Props {
  children: ReactNode;
  /** Where the browser is: going elsewhere tries again. */
  place?: string;
}

/** Keeps a fault inside of one page: it is said plainly there, and what stands around it goes on. A class, as React asks for. */
export class PageGuard extends Component<Props, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { fault: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override componentDidUpdate({ place }: Props) {
    if (this.state.fault !== null && place !== this.props.place) this.setState({ fault: null });
  }

  override render() {
    return this.state.fault === null ? this.props.children : <Fault fault={this.state.fault} />;
  }
}

function Fault({ fault }: { fault: Error }) {
  const say = useWords(words);
  return (
    <Stack align="center" gap="xs" py={80} px="md" role="alert">
      <Title order={1} size="h3" ta="center">{say.title}</Title>
      <Text c="dimmed" ta="center" maw={520}>{fault instanceof PartMissing ? say.missing : say.broken}</Text>
      <Button onClick={() => window.location.reload()}>{say.reload}</Button>
    </Stack>
  );
}
