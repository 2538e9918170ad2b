import { Alert, Button, Group, Loader, SegmentedControl, Tabs, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { RequestError } from '../shared/request.ts';
import { useLanguage, useWords } from '../shared/words.tsx';
import { AgentPane } from './agent-pane.tsx';
import { Form } from './form.tsx';
import { Mail } from './mail.tsx';
import { Telephone } from './telephone.tsx';
import { Texts } from './texts.tsx';
import css from './try-page.module.css';
import { useVisitor } from './use-visitor.ts';
import { words } from './words.ts';

/** A customer with every way to reach the desk, beside the agent whom they reach. */
export function Page() {
  const say = useWords(words);
  const { locale, choose } = useLanguage();
  const [pane, setPane] = useState('customer');
  useEffect(embedChat, []);
  useEffect(() => {
    document.title = `${say.title} · Ventanilla`;
  }, [say]);
  return (
    <div className={css.page} data-pane={pane}>
      <header className={css.head}>
        <Group justify="space-between" wrap="nowrap" align="start">
          <div>
            <Title order={1} size="h4">{say.title}</Title>
            <Text size="sm">{say.intro}</Text>
            <ol className={css.steps}>{say.steps.map((step) => <li key={step}>{step}</li>)}</ol>
          </div>
          <SegmentedControl size="xs" value={locale} onChange={(chosen) => choose(chosen === 'en' ? 'en' : 'es')} data={[{ value: 'es', label: 'ES' }, { value: 'en', label: 'EN' }]} />
        </Group>
      </header>
      <div className={css.panes}>
        <SegmentedControl fullWidth value={pane} onChange={setPane} data={[{ value: 'customer', label: say.panes.customer }, { value: 'agent', label: say.panes.agent }]} />
      </div>
      <main className={css.customer}><Customer /></main>
      <section className={css.right} aria-label={say.agentTitle}><AgentPane /></section>
    </div>
  );
}

function Customer() {
  const say = useWords(words);
  const { view, desk, fault, isLost, act, reopen } = useVisitor();
  if (fault) {
    const isFull = fault instanceof RequestError && fault.code === 'too_many_visitors';
    return <Alert color="red" role="alert">{isFull ? say.tooMany : say.offline} <Button size="xs" onClick={reopen}>{say.again}</Button></Alert>;
  }
  if (!view || !desk) return <Loader />;
  return (
    <>
      {isLost && <Alert color="yellow" role="alert" mb="xs">{say.offline} <Button size="xs" onClick={reopen}>{say.again}</Button></Alert>}
      <Tabs defaultValue="phone" keepMounted>
        <Tabs.List mb="sm">
          {Object.entries(say.tabs).map(([key, name]) => <Tabs.Tab key={key} value={key}>{name}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value="phone"><Telephone view={view} number={desk.number} act={act} /></Tabs.Panel>
        <Tabs.Panel value="texts"><Texts view={view} act={act} /></Tabs.Panel>
        <Tabs.Panel value="mail"><Mail view={view} act={act} /></Tabs.Panel>
        <Tabs.Panel value="form"><Form mail={view.mail} /></Tabs.Panel>
        <Tabs.Panel value="chat"><Text>{say.chatNote}</Text></Tabs.Panel>
      </Tabs>
    </>
  );
}

/** The chat as any page embeds it. */
function embedChat(): void {
  if (document.querySelector('script[data-desk]')) return;
  const script = document.createElement('script');
  script.src = '/widget.js';
  script.async = true;
  script.dataset['desk'] = window.location.origin;
  script.dataset['position'] = 'left';
  document.body.append(script);
}
