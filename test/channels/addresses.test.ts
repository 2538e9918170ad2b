import { describe, expect, it } from 'vitest';
import { createChannels } from '../../channels/index.ts';
import { toPhoneNumber } from '../../channels/phone-number.ts';

const { sms, web } = createChannels({ region: 'CO' });
const receivedAt = new Date('2026-03-02T13:00:00Z');

describe('the number a caller is known by', () => {
  it.each([
    ['+573001234567', '+573001234567'],
    [' +57 300 123 4567 ', '+573001234567'],
    ['300 123 4567', '+573001234567'],
    ['(601) 234-5678', '+576012345678'],
    ['+15551234567', '+15551234567'],
    ['+1 (202) 555-0143', '+12025550143'],
  ])('%s is %s', (written, number) => {
    expect(toPhoneNumber(written, 'CO')).toBe(number);
  });

  it.each([
    '', 'anonymous', 'Restricted', 'unknown', 'client:ana', 'sip:ana@example.org', 'MiBanco', '85954', '+1', '+', '+999999999999999999',
    '+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', 'llame al +573001234567', '+573001234567 ext. 5',
  ])('%j is nobody', (written) => {
    expect(toPhoneNumber(written, 'CO')).toBeNull();
  });
});

describe('text messages', () => {
  const inbound = { providerId: 'SM1', from: 'whatsapp:+573001234567', to: 'whatsapp:+14155238886', text: 'Hola', media: [], receivedAt };

  it('knows a WhatsApp writer by the phone, and answers on WhatsApp', () => {
    const contact = sms.toContact(inbound);
    expect(contact).toMatchObject({ from: [{ kind: 'phone', value: '+573001234567' }], to: 'whatsapp:+14155238886' });
    expect(sms.render({ id: '1', text: 'Listo', locale: 'es', to: contact.from[0] ?? null, from: contact.to })).toEqual({
      to: 'whatsapp:+573001234567',
      from: 'whatsapp:+14155238886',
      body: 'Listo',
    });
  });

  it('tells the same pair of numbers apart on SMS and on WhatsApp', () => {
    const plain = sms.toContact({ ...inbound, from: '+573001234567', to: '+14155238886' });
    expect(plain.from).toEqual(sms.toContact(inbound).from);
    expect(plain.to).not.toBe(sms.toContact(inbound).to);
  });

  it('keeps what a nameless sender wrote as its name to people', () => {
    expect(sms.toContact({ ...inbound, from: 'MiBanco' })).toMatchObject({ from: [], fromText: 'MiBanco' });
  });
});

describe('web forms', () => {
  const form = { requestId: 'f', subject: 's', description: 'd', name: 'n', email: ' Ana@Example.ORG ', receivedAt };

  it('lower-cases the mail and writes the phone in E.164', () => {
    expect(web.toContact({ ...form, phone: '300 123 4567' }).from).toEqual([
      { kind: 'email', value: 'ana@example.org' },
      { kind: 'phone', value: '+573001234567' },
    ]);
  });

  it('leaves out a phone that is none', () => {
    expect(web.toContact({ ...form, phone: 'ext. 12' }).from).toHaveLength(1);
  });

  it('passes on what was chosen and nothing else', () => {
    expect(web.toContact({ ...form, entry: 'salon', urgency: 'high' }).chosen).toEqual({ entry: 'salon', urgency: 'high' });
    expect(web.toContact(form).chosen).toEqual({});
  });
});
