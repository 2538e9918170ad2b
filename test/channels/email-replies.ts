/** Replies as mail programs send them: the lines of each, and those that its writer wrote now. */
export interface ReplyCase {
  name: string;
  text: string;
  visible: string;
}

const reply = (name: string, written: string, around: string): ReplyCase => ({ name, text: `${written}\n\n${around}`, visible: written });
const kept = (name: string, text: string): ReplyCase => ({ name, text, visible: text });

const answer = 'Buenos días:\n\nSigue sin encender el computador.\n¿Pueden venir hoy?';

export const topPosted: ReplyCase[] = [
  reply('Outlook in Spanish', answer, 'De: Soporte <soporte@example.org>\nEnviado el: lunes, 2 de marzo de 2026 10:15\nPara: Ana Ruiz <ana@example.com>\nAsunto: RE: Computador [V-1042]\n\n¿Ya probó otro cable?'),
  reply('Outlook in Spanish on one network, where nobody has an address', answer, '________________________________\nDe: Soporte\nEnviado: lunes, 2 de marzo de 2026 10:15\nPara: Ana Ruiz\nCC: Luis Peña\nAsunto: RE: Computador\n\n¿Ya probó otro cable?'),
  reply('Outlook in Portuguese', 'O telefone continua mudo.', 'De: Suporte <suporte@example.org>\nEnviada em: segunda-feira, 2 de março de 2026 10:15\nPara: João <joao@example.com>\nAssunto: RES: Telefone\n\nJá reiniciou o aparelho?'),
  reply('Outlook in French', 'Toujours en panne.', 'De : Support <support@example.org>\nEnvoyé : lundi 2 mars 2026 10:15\nÀ : Paul <paul@example.com>\nObjet : RE: Téléphone\n\nAvez-vous redémarré ?'),
  reply('Outlook in German with bold labels', 'Es geht immer noch nicht.', '*Von:* Support <support@example.org>\n*Gesendet:* Montag, 2. März 2026 10:15\n*An:* Max <max@example.com>\n*Betreff:* AW: Telefon\n\nHaben Sie neu gestartet?'),
  reply('an older Outlook in Spanish', answer, '-----Mensaje original-----\nDe: Soporte [mailto:soporte@example.org]\nEnviado el: lunes, 2 de marzo de 2026 10:15\nPara: Ana\nAsunto: RE: Computador\n\n¿Ya probó otro cable?'),
  reply('Gmail in Spanish', answer, 'El lun, 2 mar 2026 a las 10:15, Soporte (<soporte@example.org>) escribió:\n\n> ¿Ya probó otro cable?\n> Quedamos atentos.'),
  reply('Gmail in Spanish, folded', answer, 'El lun, 2 mar 2026 a las 10:15, Servicio de Tecnología de la Universidad (<\nsoporte+t.abcdefgh@example.org>) escribió:\n\n> ¿Ya probó otro cable?'),
  reply('Gmail in Portuguese', 'Ainda não funciona.', 'Em seg., 2 de mar. de 2026 às 10:15, Suporte <suporte@example.org>\nescreveu:\n\n> Já reiniciou?'),
  reply('Gmail in French with narrow spaces', 'Toujours rien.', 'Le lun. 2 mars 2026 à 10:15, Support <support@example.org> a écrit\u202f:\n\n> Avez-vous redémarré\u202f?'),
  reply('Gmail in German', 'Immer noch nicht.', 'Am Mo., 2. März 2026 um 10:15 Uhr schrieb Support <support@example.org>:\n\n> Haben Sie neu gestartet?'),
  reply('Apple Mail in German', 'Immer noch nicht.', 'Am 02.03.2026 um 10:15 schrieb Support <support@example.org>:\n\n> Haben Sie neu gestartet?'),
  reply('Apple Mail in Spanish below a telephone\'s line', 'Sí, ya probé.', 'Enviado desde mi iPhone\n\n> El 2 mar 2026, a la(s) 10:15, Soporte <soporte@example.org> escribió:\n> \n> ¿Ya probó otro cable?'),
  reply('Thunderbird in Spanish with a year of two digits', answer, 'El 2/3/26 a las 10:15, Soporte escribió:\n> ¿Ya probó otro cable?'),
  reply('Yahoo in Spanish without quotation marks', answer, 'Enviado desde Yahoo Mail para Android\n\n    El lun., 2 de mar. de 2026 a la(s) 10:15 a. m., Soporte\n<soporte@example.org> escribió:   ¿Ya probó otro cable?'.replace(':   ', ':\n')),
  reply('Outlook on a telephone in Spanish', 'Ya funciona, gracias.', 'Obtener Outlook para Android<https://aka.ms/AAb9ysg>\n________________________________\nFrom: Soporte <soporte@example.org>\nSent: Monday, March 2, 2026 10:15:00 AM\nTo: Ana <ana@example.com>\nSubject: Re: Computador\n\n¿Ya probó otro cable?'),
  reply('our own quotation', answer, 'El 2 de marzo de 2026, 10:15, Mesa de Ayuda escribió:\n\n> ¿Ya probó otro cable?\n> -- \n> Mesa de Ayuda'),
  reply('a telephone in Portuguese', 'Já funciona.', 'Enviado do meu iPhone'),
  reply('a telephone in German', 'Läuft wieder.', 'Von meinem Samsung Galaxy Smartphone gesendet.'),
  reply('a signature below dashes', answer, '-- \nAna Ruiz\nCoordinadora, Facultad de Artes\nTel. 601 234 5678'),
  reply('a closing with a way to reach its writer', '¿Me confirman la hora?', 'Cordialmente,\n\nAna Ruiz\nCoordinadora de Compras\nTel. (601) 234 5678 ext. 12\nwww.example.com'),
  reply('a notice of the law in Spanish', answer, 'AVISO LEGAL: Este mensaje y sus adjuntos son confidenciales y están dirigidos exclusivamente a su destinatario.\nSi lo ha recibido por error, notifíquelo al remitente y elimínelo de inmediato de su sistema.'),
  reply('a notice in English and a word about trees', 'Please call me.', 'This e-mail and any attachments are confidential and intended solely for the use of the addressee. If you\nreceived it in error, notify the sender and delete it.\n\nPlease consider the environment before printing this e-mail.'),
  reply('Gmail in Chinese', '好的', 'Ana <ana@example.cn> 于2026年3月3日周二 10:15写道：\n\n> 您试过了吗'),
  reply('Gmail in Catalan', 'Encara no va.', 'Missatge de Ana <ana@example.cat> del dia dg., 3 de març 2026 a les 10:15:\n\n> Ja ho has provat?'),
  reply('Gmail in Czech', 'Pořád nic.', 'út 3. 3. 2026 v 10:15 odesílatel Ana <ana@example.cz> napsal:\n\n> Zkusil jste to?'),
  reply('a program that tells the name alone', 'Still broken.', 'Ana Ruiz wrote:\n> Did you try?'),
  reply('a telephone that tells the name between dashes', 'Still broken.', '---- Ana Ruiz wrote ----\n\nDid you try?'),
  reply('a desk that wants answers above a line', 'Sigue igual.', '##- Escriba su respuesta por encima de esta línea -##\n\n¿Ya probó?'),
  reply('a program that folds the address into lines of its own', 'Still broken.', 'On Mon, Mar 2, 2026 at 10:15 AM Ana Ruiz\n\n<\nmailto:Ana Ruiz <ana@example.org>\n> wrote:\n\nDid you try?'),
  reply('a program that says sent', 'Still broken.', 'On 2 Mar 2026, at 10:15, Ana Ruiz <ana@example.org> sent:\n\n> Did you try?'),
  reply('a program that writes between dashes without spaces', 'Still broken.', '-----On 3/2/2026 10:15, Ana Ruiz wrote-----\n\nDid you try?'),
  reply('an old Gmail without an address', 'Sigue igual.', '2026-03-02 10:15 GMT-05:00 Ana Ruiz\n\n¿Ya probó?'),
  reply('a program that quotes with bars', 'Sigue igual.', '2026/3/2 Soporte via Foro <soporte@example.org>\n\n| ¿Ya probó?\n|\n| Quedamos atentos.'),
  reply('a head with nothing but who and when', 'Sigue igual.', 'From: ana@example.org\nDate: Mon, 02 Mar 2026 10:15:02 -0500\n\n¿Ya probó?'),
  reply('a head with nothing but when and to whom', 'Sigue igual.', 'Date: Mon, 02 Mar 2026 10:15:02 -0500\nTo: ana@example.org\n\n¿Ya probó?'),
  reply('a quoted address that was folded', 'Sigue igual.', 'On Mon, Mar 2, 2026 at 10:15 AM, Ana wrote:\n\n> Vea su caso (https://example.org/caso\n_id=1042)\n>'),
  reply('a telephone that says it in a sentence', 'Es geht wieder.', '--\nDiese Nachricht wurde von meinem Android-Mobiltelefon mit Kurzpost gesendet.'),
  reply('a telephone that says it in a Spanish sentence', 'Ya funciona.', 'Este mensaje fue enviado desde mi teléfono Android'),
  reply('a program that tells whether its mail was opened', 'Still broken.', '\u1427\n-- \nAna Ruiz'),
  reply('Outlook as HTML, every line apart', 'Sigue igual.', 'De: Soporte <soporte@example.org>\n\nEnviado: lunes, 2 de marzo de 2026 10:15\n\nPara: Ana\n\nAsunto: RE: x\n\n¿Ya probó?'),
];

export const otherwisePosted: ReplyCase[] = [
  {
    name: 'an answer below the quotation',
    text: 'El 2/3/2026 a las 10:15, Soporte escribió:\n> ¿Ya probó otro cable?\n> ¿Y otra pantalla?\n\nSí, probé las dos cosas y sigue igual.\n\n-- \nAna',
    visible: 'Sí, probé las dos cosas y sigue igual.',
  },
  {
    name: 'a greeting above and the answer below the quotation',
    text: 'Hola:\n\nOn Mon, Mar 2, 2026 at 10:15 AM Support <support@example.org> wrote:\n\n> Did you try another cable?\n\nI did, and it is the same.',
    visible: 'Hola:\n\nI did, and it is the same.',
  },
  {
    name: 'answers between the quoted lines',
    text: 'Respondo abajo.\n\nEl 2/3/2026 10:15, Soporte <soporte@example.org> escribió:\n> ¿Qué modelo es?\nUn HP 1020.\n> ¿Desde cuándo falla?\nDesde ayer.\n> Quedamos atentos.',
    visible: 'Respondo abajo.\n\nEl 2/3/2026 10:15, Soporte <soporte@example.org> escribió:\n> ¿Qué modelo es?\nUn HP 1020.\n> ¿Desde cuándo falla?\nDesde ayer.',
  },
  {
    name: 'a letter that goes on below what it quotes',
    text: 'Les escribo otra vez porque nadie vino ayer a revisar la impresora.\n\nEl 2/3/2026 a las 10:15, Soporte escribió:\n> El técnico va mañana.\n\nEso fue lo que me dijeron, y la esperamos toda la tarde en vano.\n\nSaludos,\nAna Ruiz\nTel. 300 123 4567',
    visible: 'Les escribo otra vez porque nadie vino ayer a revisar la impresora.\n\nEl 2/3/2026 a las 10:15, Soporte escribió:\n> El técnico va mañana.\n\nEso fue lo que me dijeron, y la esperamos toda la tarde en vano.',
  },
  {
    name: 'an answer above what it quotes, and a signature with an address below',
    text: 'Sigue sin encender el computador y ya probamos otro cable distinto.\n\nEl 2/3/2026 a las 10:15, Soporte escribió:\n> ¿Ya probó otro cable?\n\nSaludos,\nAna Ruiz\nCoordinadora de Compras y Contratos\nTel. 300 123 4567',
    visible: 'Sigue sin encender el computador y ya probamos otro cable distinto.',
  },
  {
    name: 'short answers in lower case below long questions',
    text: 'Am 02.03.2026 um 10:15 schrieb Support <support@example.org>:\n> Welches Modell haben Sie, und seit wann genau tritt der Fehler auf?\nhp 1020, seit gestern\n> Ist der Drucker im Netz oder direkt am Rechner angeschlossen worden?\nim netz',
    visible: 'Am 02.03.2026 um 10:15 schrieb Support <support@example.org>:\n> Welches Modell haben Sie, und seit wann genau tritt der Fehler auf?\nhp 1020, seit gestern\n> Ist der Drucker im Netz oder direkt am Rechner angeschlossen worden?\nim netz',
  },
];

export const nothingToCut: ReplyCase[] = [
  kept('a sentence that begins like a quotation', 'El 2 de marzo a las 10:15 su técnico me dijo lo siguiente:\nque no hay repuestos.\n\n¿Es cierto?'),
  kept('what the writer says to have written', 'On 3/2/2026 at 10:15 I wrote:\nmy phone is dead.\n\nNobody answered.'),
  kept('a journey told like the head of a mail', 'Necesito un transporte:\n\nDe: Bogotá\nPara: Medellín\nFecha: 12 de marzo de 2026\n\nGracias.'),
  kept('an error shown behind a quotation mark', 'Me sale esto en la pantalla:\n\n> Error 500: no hay conexión'),
  kept('a closing with a bare name', 'No me funciona el teléfono.\n\nSaludos,\nAna Ruiz'),
  kept('a closing below which something is still said', 'No me funciona el teléfono.\n\nSaludos,\nAna Ruiz\nPD: mi celular es 300 123 4567'),
  kept('somebody who tells where they write from', 'Sigue igual.\n\nEnviado desde mi casa, porque en la oficina no hay internet.'),
  kept('a parcel that was sent by mail', 'Enviado por correo certificado el lunes.\n¿Ya llegó?'),
  kept('two dashes between parts of a text', 'Falla el teléfono.\n--\nY además les cuento que desde ayer tampoco funciona la impresora del piso.'),
  kept('a mail that the writer asks about', 'No me llega esto:\nFrom: luis@example.com\nTo: ana@example.com\nSubject: hola\n\n¿Por qué?'),
  kept('a table between bars', 'El 2026-03-02 Ana <ana@example.org>\n\n| equipo | piso |\n| HP | 3 |\n\n¿Cuál cambio?'),
  kept('when something happened', 'Pasó dos veces:\n\n2026-03-02 10:15 se apagó\n\n2026-03-03 11:20 otra vez'),
  kept('a message that the writer sent before', 'Este mensaje fue enviado el lunes y nadie respondió.'),
  kept('what somebody sent', 'On Monday at 10:15 the form was sent:\nnobody answered.'),
  kept('a list between dashes', 'Faltan:\n-- un teclado\n-- un ratón\n\nGracias'),
  kept('a mail that is nothing but a quotation', '> ¿Ya probó otro cable?\n> Quedamos atentos.'),
  kept('what was passed on', 'Para su información.\n\n---------- Forwarded message ---------\nDe: Luis <luis@example.com>\nDate: lun, 2 mar 2026 a las 10:15\nSubject: Impresora\nTo: <ana@example.com>\n\nLa impresora del tercer piso no imprime.'),
];
