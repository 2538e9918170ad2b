import type { Address, Channel, Contact, InboundForm } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { toPhoneNumber } from '../phone-number.ts';
import type { Region } from '../phone-number.ts';

/** Web forms: every one is a new matter, and its answer is read at the ticket's status page. */
export function createWebChannel(options: { region: Region }): Channel<InboundForm> {
  return {
    name: 'web',
    whenClosed: 'refused',
    capabilities: {
      live: false,
      maxTextLength: null,
      attachments: true,
      html: false,
      threading: 'none',
      reply: 'shelf',
      reaches: null,
      automaticAnswers: 'free',
    },
    toContact: (inbound) => toContact(inbound, options.region),
    render: () => null,
  };
}

function toContact(form: InboundForm, region: Region): Contact {
  return {
    channel: 'web',
    providerId: form.requestId,
    from: addressesOf(form, region),
    fromText: boundedText(form.email, 320),
    name: boundedText(form.name, 200),
    to: 'web',
    subject: boundedText(form.subject, 500),
    text: boundedText(form.description, 1_000_000),
    ...(form.locale && { locale: form.locale }),
    attachments: form.attachments ?? [],
    chosen: {
      ...(form.service && { service: boundedText(form.service, 200) }),
      ...(form.entry && { entry: boundedText(form.entry, 200) }),
      ...(form.impact && { impact: form.impact }),
      ...(form.urgency && { urgency: form.urgency }),
    },
    ...(form.asset && { asset: boundedText(form.asset, 60) }),
    receivedAt: form.receivedAt,
  };
}

function addressesOf(form: InboundForm, region: Region): Address[] {
  const addresses: Address[] = [];
  const email = boundedText(form.email, 1000).trim().toLowerCase();
  if (email.length <= 320 && /^\S+@\S+$/u.test(email)) addresses.push({ kind: 'email', value: email });
  const phone = toPhoneNumber(form.phone ?? '', region);
  if (phone) addresses.push({ kind: 'phone', value: phone });
  return addresses;
}
