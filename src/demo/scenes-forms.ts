import { look, take } from './acts.ts';
import { demandThat, Unmet } from './expectations.ts';
import type { Scene } from './scene.ts';
import { sendForm } from './rest-client.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

/** Web forms: what is chosen wins over words. */
export const forms: Scene[] = [{ title: 'A form says what it wants; the answer stands on its status page', play: chosen }];

async function chosen(stage: Stage, story: Story): Promise<void> {
  const { gateway, elena } = stage;
  story.does('Mary', 'sends the form “Purchase of a chair”, entry formato-compras');
  const { number, statusUrl } = await sendForm(gateway.url, {
    entry: 'formato-compras', subject: 'Purchase of a chair', description: 'My internet works, but where do I get the purchasing form?',
    name: 'Mary', email: 'mary@example.org', locale: 'en',
  });
  await take(elena, number);
  const is = await look(stage, story, number);
  demandThat(number, is, { status: 'assigned', channel: 'web', kind: 'question', priority: 'P5' });
  demandThat(number, { team: is.team?.key, entry: is.entry?.key }, { team: 'mesa-administrativos', entry: 'formato-compras' });
  const answer = 'You find it on the intranet, under Purchasing.';
  story.does('Elena', `answers “${answer}”`);
  await elena.rest.reply(number, answer);
  const page = await fetch(statusUrl).then((response) => response.text());
  if (!page.includes(number) || !page.includes(answer)) throw new Unmet('the status page does not show the answer');
  await elena.rest.act(number, 'resolve', { solution: answer });
  demandThat(number, await look(stage, story, number), { status: 'resolved' });
  story.proves('placed as chosen, not by its words; Mary reads the answer at her own link');
}
