import { foldLine } from './folded-line.ts';

/** What a line of a quoted mail's head tells. */
export type HeadLabel = (typeof labels)[number];

const labels = ['from', 'date', 'to', 'copy', 'subject', 'other'] as const;

const labelWords: Record<HeadLabel, string> = {
  from: 'From|De|Desde|Von|Da|Van|Fra|Från|Lähettäjä|Od|От|Від|Kimden|Από|Expeditor|Feladó|发件人|寄件者|寄件人|差出人|보낸사람|보낸 사람|מאת|Dari|Từ',
  date: 'Sent|Date|Enviado|Enviado el|Enviada|Enviada em|Enviado em|Enviado a|Enviat|Fecha|Data|Datum|Gesendet|Gesendet am|Envoyé|Envoyé le|Date d\'envoi|Message du|Inviato|Verzonden|Datum|Dato|Sendt|Skickat|Lähetetty|Päivämäärä|Wysłano|Data wysłania|Wysłane|Odesláno|Отправлено|Дата|Надіслано|Gönderildi|Tarih|Gönderilme|Elküldve|Trimis|Στάλθηκε|Ημερομηνία|发送时间|日期|寄件日期|送信日時|日時|보낸 날짜|날짜|נשלח|תאריך|Dikirim|Tanggal|Ngày',
  to: 'To|Para|A|An|À|Pour|Aan|Til|Till|Vastaanottaja|Do|Komu|Кому|Kime|Προς|Către|Címzett|Per|收件人|宛先|받는사람|받는 사람|אל|Kepada|Đến',
  copy: 'Cc|CC|Bcc|Con copia|Con copia a|Copia|Cópia|Kopie|Copie|Copie à|Cc à|Kopia|Kopi|Kopio|DW|UDW|Копия|Копія|Bilgi|Másolat|Κοιν.|抄送|副本|참조|CCI|CCO',
  subject: 'Subject|Asunto|Assunto|Assumpte|Betreff|Objet|Sujet|Oggetto|Onderwerp|Emne|Ämne|Aihe|Temat|Předmět|Тема|Konu|Θέμα|Subiect|Tárgy|主题|主旨|件名|제목|נושא|Subjek|Perihal',
  other: 'Reply-To|Responder a|Responder para|Antwort an|Répondre à|Rispondi a|Attachments|Adjuntos|Datos adjuntos|Anexos|Anlagen|Pièces jointes|Allegati|Importance|Importancia|Prioridad|Wichtigkeit|Sensitivity|Organisation|Organization|Company|Message-ID|Priority|Priorité',
};

/** Labels of a quoted mail's head in Outlook, Thunderbird and others, folded. */
export const headLabels: ReadonlyMap<string, HeadLabel> = new Map(
  labels.flatMap((label) => labelWords[label].split('|').map((word) => [foldLine(word), label])),
);

/** Ways to say "wrote" above a quotation, folded. */
export const wroteWords = wordSet(
  'wrote|writes|escribió|escribio|ha escrito|escribe|ha escrit|va escriure|missatge de|escrigué|escreveu|escreve|a écrit|schrieb|schreibt|geschrieben|ha scritto|scrive|scrisse|schreef|schrijft|geschreven|skrev|skreiv|skriver|kirjoitti|napisał|napisała|napisał(a)|pisze|napsal|napsala|napsal(a)|napísal|napísal(a)|написал|написала|написал(а)|пишет|написав|написала|пише|yazdı|yazmış|έγραψε|írta|ezt írta|a scris|napisao|napisala|napisao/la|je napisao|viết|đã viết|menulis|のメッセージ|さんは書きました|さんが書きました|写道|寫道|來信|님이 작성|작성|כתב|כתבה|كتب|idatzi du',
);

/** Words that such a line begins with where it begins with its date, folded. */
export const dateOpeners = wordSet('on|el|le|am|em|il|op|den|w dniu|dnia|in data|на|a|às|в|på|dne|ti|il giorno|le jour|vào|pada|el dia|az|la data de|în|在');

/** A line between dashes that says that the mail below is the one answered, folded. */
export const originalMarks = wordSet(
  'original message|mensaje original|missatge original|mensagem original|message d\'origine|message original|message initial|courriel original|ursprüngliche nachricht|antwort nachricht|original nachricht|originalnachricht|messaggio originale|oorspronkelijk bericht|oprindelig besked|oprindelig meddelelse|opprinnelig melding|ursprungligt meddelande|originalmeddelande|alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|původní zpráva|исходное сообщение|оригинальное сообщение|оригінальне повідомлення|özgün ileti|orijinal mesaj|eredeti üzenet|mesaj original|αρχικό μήνυμα|原始邮件|原邮件|原始郵件|元のメッセージ|원본 메시지|원본 메일|הודעה מקורית|pesan asli|reply message|original appointment|cita original|reply separator|respuesta original',
);

/** What desks write above their own words, so that answers stand apart from them, folded. */
export const answerAboveMarks: readonly string[] =
  'above this line|encima de esta linea|arriba de esta linea|acima desta linha|au-dessus de cette ligne|oberhalb dieser linie|uber dieser linie|sopra questa riga'.split('|');

/** A line that says that the mail below was passed on, folded. */
export const forwardMarks = wordSet(
  'forwarded message|forwarded mail|begin forwarded message|forward message|mensaje reenviado|inicio del mensaje reenviado|comienzo del mensaje reenviado|correo reenviado|missatge reenviat|mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|message transféré|début du message transféré|début du message réexpédié|message réexpédié|messaggio inoltrato|inizio messaggio inoltrato|doorgestuurd bericht|begin doorgestuurd bericht|videresendt meddelelse|videresendt besked|videresendt melding|vidarebefordrat meddelande|välitetty viesti|wiadomość przekazana|przekazana wiadomość|přeposlaná zpráva|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|переслане повідомлення|iletilen mesaj|yönlendirilmiş ileti|转发的邮件|轉寄的郵件|転送メッセージ|転送されたメッセージ|전달된 메시지|továbbított üzenet|mesaj redirecționat',
);

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split('|').map(foldLine));
}
