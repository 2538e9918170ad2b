import { hasHappened, look, take } from './acts.ts';
import { demandThat, until, Unmet } from './expectations.ts';
import type { Scene } from './scene.ts';
import { ourMail, ticketFrom, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const nora = 'Nora Díaz <nora@clientes.example>';

/** E-mail: threads that hold, strangers that stay out, machines that are not answered. */
export const mail: Scene[] = [
  { title: 'A mail becomes a ticket; the answer and the answer to it stay together', play: together },
  { title: 'A stranger quotes its number, and an out-of-office replies', play: apart },
];

let ticket = '';

async function together(stage: Stage, story: Story): Promise<void> {
  const { post, elena } = stage;
  story.does('Nora', 'mails “Necesito un salón para el jueves”');
  const first = await post.send({
    from: nora, to: ourMail, subject: 'Salón para el jueves', text: 'Buenos días, necesito reservar un salón para el jueves a las 10.',
  });
  ticket = await ticketFrom(stage, 'nora@clientes.example');
  if (!first.response.startsWith('250')) throw new Unmet(`the mail was answered ${first.response}`);
  const acknowledged = await post.received('nora@clientes.example', ({ subject }) => subject?.includes(ticket) === true);
  demandThat('the acknowledgement', { auto: acknowledged.mail.headers.get('auto-submitted'), to: acknowledged.mail.inReplyTo }, { auto: 'auto-replied', to: first.messageId });

  await take(elena, ticket);
  const answer = 'Buenos días, Nora: el salón 2 es suyo el jueves de 10 a 11.';
  story.does('Elena', `answers “${answer}”`);
  await elena.rest.reply(ticket, answer);
  const answered = await post.received('nora@clientes.example', ({ text }) => text?.includes(answer) === true);
  demandThat('the answer', { thread: answered.mail.inReplyTo }, { thread: first.messageId });

  const { replyTo, messageId, references } = answered.mail;
  story.does('Nora', 'answers below it: “¿Tiene proyector?”');
  await post.send({
    from: nora, to: replyTo?.value[0]?.address ?? ourMail, subject: `Re: ${answered.mail.subject ?? ''}`,
    inReplyTo: messageId ?? '', references: [references ?? [], messageId ?? ''].flat(),
    text: `¿Tiene proyector?\n\nEl 3 de marzo de 2026, 10:15, Mesa de ayuda escribió:\n> ${answer}\n`,
  });
  await until('it is on the same ticket', async () => (await contactsOf(stage)).length === 2);
  demandThat('what Elena reads', { text: (await contactsOf(stage)).at(-1)?.text }, { text: '¿Tiene proyector?' });
  await hasHappened(stage, ticket, ['ticket.opened', 'offer.accepted', 'delivery.sent']);
  story.proves('one ticket; Nora has her number and the answer in one thread, and Elena reads only what is new');
}

async function apart(stage: Stage, story: Story): Promise<void> {
  const { post, elena, lead } = stage;
  story.does('somebody', `mails with ${ticket} in the subject`);
  await post.send({ from: 'otro@extranos.example', to: ourMail, subject: `Re: [${ticket}] Salón`, text: 'Por favor cancele la reserva del salón.' });
  const other = await ticketFrom(stage, 'otro@extranos.example');
  if (other === ticket) throw new Unmet('a stranger joined the ticket by its number');
  const { links } = await lead.rest.ticket(other);
  demandThat('its link', links[0] ?? { kind: 'parent', from: '', to: '' }, { kind: 'follow-up', from: other, to: ticket });
  await take(elena, other);
  await elena.rest.act(other, 'resolve', { solution: 'No era quien decía.' });
  await elena.rest.act(ticket, 'resolve', { solution: 'Salón 2 reservado, con proyector.' });

  const before = post.sent.length;
  story.does('Nora’s mailbox', 'says she is away');
  await post.send({
    from: nora, to: ourMail, subject: `Respuesta automática: [${ticket}] Salón para el jueves`, text: 'Estoy fuera de la oficina hasta el lunes.',
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  await until('it is on the ticket', async () => (await contactsOf(stage)).length === 3);
  demandThat(ticket, await look(stage, story, ticket), { status: 'resolved' });
  demandThat('mail sent since', { count: post.sent.length - before }, { count: 0 });
  story.proves('the stranger has a linked ticket of their own; the machine got no answer and opened nothing again');
}

async function contactsOf({ lead }: Stage) {
  return (await lead.rest.ticket(ticket)).timeline.filter((item) => item.kind === 'contact');
}
