import type { Locale } from '../../core/index.ts';
import type { MailLanding } from './landing.ts';

/** One sentence for agents: which step put a mail where it is, and by what evidence. */
export const landingWords: Record<Locale, Record<MailLanding, string>> = {
  es: {
    'signed-address': 'Llegó a la dirección de respuesta firmada de esta conversación, y quien escribe participa en ella.',
    'own-message': 'Responde a un correo que enviamos en esta conversación (In-Reply-To o References), y quien escribe participa en ella.',
    'known-mail': 'Responde a un correo que ya está en esta conversación (In-Reply-To o References), y quien escribe participa en ella.',
    'subject-number': 'El asunto trae el número de este caso, y quien escribe participa en él.',
    new: 'Nada en el correo remite a un caso anterior: abrió uno nuevo.',
    stranger: 'Remite al caso enlazado, pero quien escribe no participa en él: abrió uno nuevo.',
    'changed-subject': 'Responde a un correo del caso enlazado con otro asunto: abrió uno nuevo.',
    'dmarc-fail': 'Remite al caso enlazado, pero no se pudo probar que venga de quien dice (DMARC falló): abrió uno nuevo.',
    ended: 'Remite al caso enlazado, que ya terminó: abrió uno nuevo.',
    forwarded: 'Un agente lo reenvió: el cliente es quien escribió el correo original.',
    bounce: 'Un servidor de correo informa sobre una respuesta nuestra en esta conversación.',
    blocked: 'Quien escribe está bloqueado.',
  },
  en: {
    'signed-address': 'It came to the signed reply address of this conversation, and its sender takes part in it.',
    'own-message': 'It answers a mail that we sent in this conversation (In-Reply-To or References), and its sender takes part in it.',
    'known-mail': 'It answers a mail that is already in this conversation (In-Reply-To or References), and its sender takes part in it.',
    'subject-number': 'Its subject has the number of this ticket, and its sender takes part in it.',
    new: 'Nothing in the mail points to an earlier ticket: it opened a new one.',
    stranger: 'It points to the linked ticket, but its sender takes no part in it: it opened a new one.',
    'changed-subject': 'It answers a mail of the linked ticket under another subject: it opened a new one.',
    'dmarc-fail': 'It points to the linked ticket, but could not be shown to come from whom it says (DMARC failed): it opened a new one.',
    ended: 'It points to the linked ticket, which has ended: it opened a new one.',
    forwarded: 'An agent forwarded it: the customer is who wrote the original mail.',
    bounce: 'A mail server reports on an answer of ours in this conversation.',
    blocked: 'Its sender is blocked.',
  },
};
