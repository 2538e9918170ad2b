import type { Locale } from '../../core/index.ts';

/** The mail that brings somebody the link to their requests. */
interface PortalWords {
  subject(about: { deskName: string }): string;
  text(about: { deskName: string; url: string }): string;
}

export const portalWords: Record<Locale, PortalWords> = {
  es: {
    subject: ({ deskName }) => `Sus solicitudes en ${deskName}`,
    text: ({ url, deskName }) => [
      `Alguien, esperamos que usted, pidió ver las solicitudes que se hicieron a ${deskName} desde esta dirección de correo.`,
      `Para verlas, abra este enlace y confirme con el botón:\n${url}`,
      'El enlace sirve durante 30 minutos y una sola vez.',
      'Si usted no lo pidió, no tiene que hacer nada: sin este correo nadie puede verlas. No reenvíe este mensaje.',
    ].join('\n\n'),
  },
  en: {
    subject: ({ deskName }) => `Your requests at ${deskName}`,
    text: ({ url, deskName }) => [
      `Somebody, we hope it was you, asked to see the requests that were made to ${deskName} from this e-mail address.`,
      `To see them, open this link and confirm with the button:\n${url}`,
      'The link works for 30 minutes and only once.',
      'If it was not you, there is nothing to do: without this mail nobody can see them. Please do not forward this message.',
    ].join('\n\n'),
  },
};
