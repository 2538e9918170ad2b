export { startSmtpListener, type SmtpListener, type SmtpListenerOptions } from './listener.ts';
export { mailFaultWords } from './delivery-faults.ts';
export { createMailSender, type MailSender, type MailSenderOptions } from './sender.ts';
