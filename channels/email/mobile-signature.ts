import { foldLine } from './folded-line.ts';

const sentWords = new Set('sent enviado enviada enviat envoye envoyee gesendet versendet inviato inviata verzonden verstuurd skickat skickades sendt lahetetty wyslane wyslano odeslano отправлено надіслано gonderildi trimis'.split(' '));
const fromWords = new Set('from via with using through desde con mediante do da de del dal dall depuis avec von vom mit aus vanaf met fran fra z ze с со из от з через din a mon'.split(' '));
const myWords = new Set('my mi meu minha mon ma meinem meiner mio mia mijn min mitt meu meu моего'.split(' '));
/** How a whole sentence about it begins ("This message was sent from …"), folded. */
const aboutItself = /^(?:this|este|esta|diese|ce|cet|questo|questa|dit|deze) (?:e-?mail|message|mensaje|correo|mensagem|nachricht|messaggio|bericht)(?: (?:was|fue|ha sido|foi|wurde|a ete|e stato|is|werd))? /u;
const getWords = new Set('get obtener obten descargar descarga consiga obtenga obtenir telechargez telecharger holen herunterladen scarica ottieni obter baixar download hent hamta lade'.split(' '));
const sureDevices = 'iphone ipad ipod android blackberry samsung galaxy huawei xiaomi redmi motorola oneplus nokia lumia smartphone outlook yahoo ios typeapp protonmail proton thunderbird hotmail airmail spark aol'.split(' ');
const likelyDevices = 'mail correo correio email e-mail phone telefono telefon telephone telefone celular movil mobil mobile mobiel handy tablet device dispositivo windows gmail gmx pixel'.split(' ');
/** Languages that write these words without spaces between them. */
const unspaced = /^(?:发自|從我的|从我的|傳自|送信元).{0,40}$|^.{0,40}(?:から送信|에서 보냄|에서 전송)$/u;

/** The beginnings of all the words above that open or close such a line: most lines have none of them, and are told at once. */
const telling = /sen[dt]|envi|envo|gesend|versend|invia|verzond|verstuur|skick|l[aä]\u0308?het|wys[lł]an|odes[lł]|отправ|надісл|g[oö]\u0308?nder|trimis|get|obt[eé]n|obtene|obteng|descarg|consig|t[eé]\u0301?l[eé]\u0301?ch|holen|herunter|scaric|ottien|baixar|download|hent|h[aä]\u0308?mta|lade|发自|從我|从我|傳自|送信|에서/iu;

/** A line that a telephone or mail program adds by itself, such as "Sent from my iPhone" or "Obtener Outlook para Android". */
export function isMobileSignature(written: string): boolean {
  if (written.length > 400 || !telling.test(written)) return false;
  const bare = withoutLinks(written);
  if (bare.length > 130 || (bare.split(/[,;!?|.]/u)[0] ?? '').trim().split(/\s+/u).length > 11) return false;
  const line = foldLine(bare).replace(/^[-*_ ]+/u, '').replace(/[-*_ ]+$/u, '').replace(aboutItself, '');
  if (line === '' || line.length > 120) return false;
  if (unspaced.test(line)) return true;
  const [told = ''] = line.split(/[,;!?|]|\.(?:\s|$)| - /u);
  const words = told.split(/[\s:'"()-]+/u).filter(Boolean);
  const [first = '', second = ''] = words;
  if (words.length > 10 || words.length < 2) return false;
  if (getWords.has(first)) return words.length <= 6 && words.includes('outlook');
  const opens = sentWords.has(first) && (fromWords.has(second) || first === 'lahetetty');
  const closes = sentWords.has(words.at(-1) ?? '');
  if (!opens && !closes) return false;
  if (namesOneOf(sureDevices, words)) return true;
  if (namesOneOf(likelyDevices, words)) return opens && line.length === told.length;
  return opens && (hasLink(written) || isOwnNamedThing(bare, words));
}

/** "my" and a name: every word behind it begins with a capital letter or a digit. */
function isOwnNamedThing(written: string, words: string[]): boolean {
  const mine = words.findIndex((word) => myWords.has(word));
  if (mine < 0 || /[,.;!?]/u.test(written)) return false;
  const names = written.trim().split(/\s+/u).slice(mine + 1);
  return names.length > 0 && names.length <= 6 && names.every((name) => /^[\p{Lu}\d]/u.test(name));
}

function namesOneOf(devices: string[], words: string[]): boolean {
  return words.some((word) => devices.some((device) => word.startsWith(device)));
}

function hasLink(written: string): boolean {
  return /https?:\/\//iu.test(written);
}

function withoutLinks(written: string): string {
  return written.replace(/[<([]\s?(?:https?|mailto):[^\s>)\]]*\s?[>)\]]|https?:\/\/\S+/giu, ' ');
}
