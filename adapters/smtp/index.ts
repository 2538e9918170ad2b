export { startSmtpListener, type SmtpListener, type SmtpListenerOptions } from './listener.ts';
