import { randomBytes } from 'node:crypto';
import { forgetOldest } from '../demo/forget-oldest.ts';
import { startPretendMail } from '../demo/pretend-mail.ts';
import { startPretendTwilio } from '../demo/pretend-twilio/index.ts';
import { createVisitors, type Visitors } from './visitors.ts';

export interface TryAccount {
  accountSid: string;
  authToken: string;
  /** Of the provider's REST interface. */
  apiUrl: string;
}

/** A telephone network and a mail world that live inside this process and reach the gateway only from outside, as real ones do. */
export interface TryWorld {
  account: TryAccount;
  /** The desk's number, which people call and text. */
  number: string;
  /** The telephone of the agent who is tried: it is picked up by itself and takes the call. */
  agentPhone: string;
  /** For SMTP_URL. */
  smtpUrl: string;
  visitors: Visitors;
  /** Says where the gateway listens and how it is known, once it does. */
  connect(gateway: { url: string; publicUrl: string; mailPort: number | null; mailTo: string }): void;
  close(): Promise<void>;
}

const number = '+576015550100';
const agentPhone = '+573009990000';
/** How much of each kind (texts, calls, mails …) that world remembers. */
const remembered = 1_000;
const forgetEvery = 60_000;

/** Its secrets are made at every start: nobody else can sign a webhook. */
export async function openTryWorld(now: () => Date): Promise<TryWorld> {
  const account = { accountSid: `AC${randomBytes(16).toString('hex')}`, authToken: randomBytes(24).toString('hex') };
  const [network, mail] = await Promise.all([startPretendTwilio({ ...account, autoDeliver: true, now }), startPretendMail()]);
  network.setPhone(agentPhone, 'takes');
  const visitors = createVisitors({ network, mail, number, now });
  const forgetting = setInterval(() => {
    network.forget(remembered);
    forgetOldest(mail.sent, remembered);
  }, forgetEvery);
  forgetting.unref();
  return {
    account: { ...account, apiUrl: network.apiUrl },
    number, agentPhone, visitors,
    smtpUrl: mail.smtpUrl,
    connect: ({ url, publicUrl, mailPort, mailTo }) => {
      network.connect(url, publicUrl);
      if (mailPort !== null) mail.connect(mailPort);
      visitors.writeMailTo(mailTo);
    },
    close: async () => {
      clearInterval(forgetting);
      visitors.close();
      await Promise.all([network.close(), mail.close()]);
    },
  };
}
