import { firstOffered, look } from './acts.ts';
import { demandThat, until } from './expectations.ts';
import { createEvents, signedPost } from './pretend-slack/index.ts';
import type { Scene } from './scene.ts';
import { ourSlackName, type Stage } from './stage.ts';
import type { Story } from './story.ts';
import { eventsOf } from './totals.ts';

/** Slack: a thread is one conversation, whoever writes in it. */
export const slack: Scene[] = [{ title: 'Olga asks in a channel; a colleague adds to it; the answer stands in the thread', play: inAChannel }];

async function inAChannel(stage: Stage, story: Story): Promise<void> {
  const { lead, ana, beto, workspace } = stage;
  const events = createEvents(workspace);
  const post = async (event: unknown) => {
    const { status } = await signedPost(`${stage.gateway.url}/webhooks/slack/events`, event, workspace.tokens.signingSecret);
    demandThat('the event', { status }, { status: 200 });
  };
  story.does('Olga', `writes in #oficina “@${ourSlackName} no puedo navegar en Internet”, and Slack tells of it twice`);
  const asked = events.mentions({ user: 'U0OLGA', channel: 'C0OFICINA', text: '<@U0DESKBOT> no puedo navegar en Internet' });
  await Promise.all([post(asked), post(asked)]);
  const number = await until('a ticket is opened by Slack', () =>
    lead.told.find((told) => told.kind === 'ticket' && told.name === 'ticket.opened' && told.ticket.channel === 'slack'),
  ).then((told) => (told.kind === 'ticket' ? told.ticket.number : ''));
  const { agent, offer } = await firstOffered([ana, beto], number);
  await agent.accept(offer);
  story.does('Pablo', 'writes below it “a mí tampoco me abre nada”');
  await post(events.says({ user: 'U0PABLO', channel: 'C0OFICINA', thread: asked.event.ts, text: 'a mí tampoco me abre nada' }));
  const answer = 'Reiniciamos el equipo del piso; prueben ahora, por favor.';
  story.does(agent.name, `answers “${answer}”`);
  await agent.rest.reply(number, answer);
  const posted = await until('the answer stands in the thread', () => workspace.posted().find(({ text }) => text === answer));
  demandThat('the answer', { channel: posted.channel, thread: posted.thread_ts }, { channel: 'C0OFICINA', thread: asked.event.ts });
  await until('the answer is known as sent', async () => eventsOf(await lead.rest.ticket(number)).filter(({ name }) => name === 'delivery.sent').length >= 2);
  await agent.rest.act(number, 'resolve', { solution: answer });
  const { timeline } = await look(stage, story, number);
  demandThat(number, { contacts: timeline.filter(({ kind }) => kind === 'contact').length }, { contacts: 2 });
  story.proves('one ticket of what two people wrote, though Slack told of it twice; both read the answer where they asked');
}
