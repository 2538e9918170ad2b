const es = {
  home: 'Ayuda', skip: 'Saltar al contenido', mine: 'Mis solicitudes', otherLanguage: 'English', light: 'Usar colores claros', dark: 'Usar colores oscuros',
  announcements: 'Anuncios', kinds: { outage: 'Falla', maintenance: 'Mantenimiento', news: 'Noticia' },
  until: (moment: string) => `Hasta: ${moment}`, concerns: (names: string) => `Servicios: ${names}`,
  question: '¿En qué podemos ayudarle?', search: 'Busque lo que necesita', searchExample: 'Por ejemplo: no me prende el computador', clear: 'Borrar la búsqueda',
  found: (count: number) => (count === 1 ? '1 resultado' : `${count} resultados`),
  nothingFound: 'No encontramos nada con esas palabras.', inOwnWords: 'Cuéntenos con sus palabras', inOwnWordsHint: 'Si no ve lo que busca, escríbanos y nosotros lo llevamos a quien corresponde.',
  example: (words: string) => `“${words}”`,
  back: 'Volver a la ayuda', loading: 'Cargando…', again: 'Intentar de nuevo',
  other: 'Otra solicitud', unknownEntry: 'Esto ya no está en el catálogo.',
  form: {
    subject: '¿Qué necesita?', subjectHint: 'En pocas palabras', description: 'Cuéntenos más', descriptionHint: '¿Qué pasa, desde cuándo, dónde? Entre más sepamos, más rápido podremos ayudarle.',
    affected: '¿A quién afecta?', affectedBy: { low: 'Solo a mí', medium: 'A mi equipo', high: 'A muchas personas' },
    pressing: '¿Puede seguir trabajando?', pressingBy: { low: 'Sí, puedo esperar', medium: 'Con dificultad', high: 'No, estoy detenido' },
    asset: '¿De qué equipo o aplicación se trata? (opcional)', assetHint: 'Los que la mesa tiene anotados como suyos.', assetNone: 'De ninguno', assetUnknown: 'No hay ninguno con ese nombre.',
    assetClear: 'Quitar lo elegido', assetGone: 'Ya no puede elegir ese equipo o aplicación. Lo quitamos: envíe la solicitud de nuevo, o entre otra vez por el enlace de su correo.',
    about: 'Sus datos', name: 'Nombre', email: 'Correo electrónico', phone: 'Teléfono (opcional)',
    send: 'Enviar la solicitud', sending: 'Enviando…', draftKept: 'Guardamos lo que escribe en este navegador hasta que lo envíe.', discard: 'Borrar lo escrito',
  },
  formClosed: {
    title: 'Por el momento no recibimos solicitudes en esta página.', instead: 'Puede comunicarse por otra vía:',
    by: { call: 'Llame al', text: 'Envíe un mensaje de texto al', mail: 'Escriba a', page: 'Use' },
    goesOn: 'Las solicitudes que ya hizo siguen su curso: puede verlas y escribir en ellas. Lo que haya escrito aquí sigue guardado en este navegador.',
  },
  required: 'Falta este dato.', badEmail: 'Escriba una dirección como ana@ejemplo.org.', badPhone: 'Escriba un número de teléfono, por ejemplo 300 123 4567.',
  files: {
    add: 'Adjuntar archivos', hint: (most: number, size: string) => `Hasta ${most} archivos de ${size} cada uno. También puede arrastrarlos o pegarlos aquí.`,
    remove: (name: string) => `Quitar ${name}`, sending: 'Enviando…', list: 'Archivos adjuntos', tooMany: (most: number) => `Puede adjuntar hasta ${most} archivos.`,
    lost: 'Los archivos ya no están: adjúntelos de nuevo.', nameless: 'Archivo', gone: 'ya no está disponible',
    faults: { tooLarge: (size: string) => `es más grande que ${size}`, type: 'es de un tipo que no recibimos', empty: 'está vacío', failed: 'no se pudo enviar' },
    wait: 'Espere a que terminen de enviarse los archivos.',
  },
  sent: {
    title: 'Recibimos su solicitud', number: 'Su número es', follow: 'Ver el avance', keep: 'Guarde este enlace: por él verá la respuesta y podrá escribirnos.',
    copy: 'Copiar el enlace', copied: 'Enlace copiado', mine: 'También la encontrará en «Mis solicitudes», con su correo.', another: 'Hacer otra solicitud',
  },
  ask: {
    intro: 'Escriba su correo y le enviaremos un enlace para ver sus solicitudes. No necesita contraseña.', send: 'Enviarme el enlace',
    done: 'Revise su correo', doneText: 'Si conocemos esa dirección, un enlace va en camino. Sirve durante 30 minutos y una sola vez. Si no lo ve, mire en el correo no deseado.',
    again: 'Usar otra dirección', noMail: 'Por ahora no podemos enviar correos, así que no es posible ver todas sus solicitudes en un solo lugar. Use el enlace que recibió con cada una.',
  },
  enter: {
    title: 'Ver mis solicitudes', text: 'Este enlace se usa una sola vez. Al confirmar, este navegador podrá ver sus solicitudes durante 12 horas.', confirm: 'Confirmar y ver mis solicitudes',
    over: 'Este enlace ya venció o ya se usó.', askAgain: 'Pedir otro enlace',
  },
  list: {
    as: (email: string) => `Solicitudes de ${email}`, signOut: 'Salir', show: 'Mostrar', open: 'Abiertas', ended: 'Terminadas',
    noneOpen: 'No tiene solicitudes abiertas.', noneEnded: 'Todavía no hay solicitudes terminadas.', older: 'Ver más antiguas', lastAnswer: 'Última respuesta',
    noAnswer: 'Todavía sin respuesta', opened: (moment: string) => `Creada: ${moment}`,
  },
  states: {
    received: 'Recibida', queued: 'En espera de una persona', assigned: 'Una persona la atiende', waitingForCustomer: 'Esperamos su respuesta',
    waitingForVendor: 'Esperamos a un proveedor', resolved: 'Resuelta', closed: 'Cerrada', cancelled: 'Cancelada',
  },
  steps: { received: 'Recibida', assigned: 'Asignada', answered: 'Respondida', resolved: 'Resuelta' }, progress: 'Avance', stepDone: 'listo', stepOpen: 'pendiente',
  rating: {
    title: 'Su calificación', ask: '¿Cómo le pareció la atención?', scores: { 1: 'Muy buena', 2: 'Buena', 3: 'Regular', 4: 'Mala', 5: 'Muy mala' },
    comment: 'Comentario (opcional)', send: 'Enviar calificación', thanks: 'Gracias por su calificación.', said: (score: string) => `Usted dijo: ${score}.`,
  },
  status: {
    due: (moment: string) => `Previsto para: ${moment}`, opened: (moment: string) => `Creada: ${moment}`, conversation: 'Conversación', you: 'Usted', desk: 'Mesa de ayuda',
    nothing: 'Todavía no hay mensajes.', write: 'Escriba un mensaje', writeHint: { adds: '', reopens: 'Si escribe, la solicitud se abre de nuevo.', none: 'Esta solicitud terminó. Lo que escriba será una solicitud nueva.' },
    answerWanted: 'Necesitamos su respuesta para continuar.', newRequest: 'Nueva solicitud', send: 'Enviar', sendNew: 'Enviar como solicitud nueva', sentNow: 'Recibimos su mensaje.',
    solved: '¿Quedó resuelto?', yes: 'Sí, quedó resuelto', no: 'No, sigue igual', thanks: 'Gracias por confirmarlo. La solicitud quedó cerrada.',
    private: 'Quien tenga el enlace de esta solicitud puede leerla y escribir en ella.', notFound: 'Este enlace no lleva a ninguna solicitud. Puede que haya sido reemplazado por otro.', empty: 'Escriba algo o adjunte un archivo.',
  },
  notFound: 'Esta página no existe.',
  faults: {
    offline: 'No hay conexión con la mesa de ayuda. Lo que escribió sigue aquí: intente de nuevo en un momento.', slowDown: 'Son demasiados intentos seguidos. Espere unos minutos.',
    unavailable: 'La mesa de ayuda no responde en este momento. Lo que escribió sigue aquí: intente de nuevo.', tooLarge: 'Es demasiado grande.', ended: 'Esta solicitud ya terminó y no recibe más mensajes.',
    invalid: 'Revise los datos marcados.', fileType: 'Uno de los archivos es de un tipo que no recibimos.', other: 'No se pudo hacer. Intente de nuevo.',
  },
};

const en: typeof es = {
  home: 'Help', skip: 'Skip to the content', mine: 'My requests', otherLanguage: 'Español', light: 'Use light colours', dark: 'Use dark colours',
  announcements: 'Announcements', kinds: { outage: 'Outage', maintenance: 'Maintenance', news: 'News' },
  until: (moment) => `Until: ${moment}`, concerns: (names) => `Services: ${names}`,
  question: 'How can we help you?', search: 'Search for what you need', searchExample: 'For example: my computer does not start', clear: 'Clear the search',
  found: (count) => (count === 1 ? '1 result' : `${count} results`),
  nothingFound: 'We found nothing with these words.', inOwnWords: 'Tell us in your own words', inOwnWordsHint: 'If you do not see what you are looking for, write to us and we will take it to the right people.',
  example: (words) => `“${words}”`,
  back: 'Back to help', loading: 'Loading…', again: 'Try again',
  other: 'Another request', unknownEntry: 'This is no longer in the catalog.',
  form: {
    subject: 'What do you need?', subjectHint: 'In a few words', description: 'Tell us more', descriptionHint: 'What happens, since when, where? The more we know, the sooner we can help.',
    affected: 'Who is affected?', affectedBy: { low: 'Only me', medium: 'My team', high: 'Many people' },
    pressing: 'Can you go on working?', pressingBy: { low: 'Yes, it can wait', medium: 'With difficulty', high: 'No, I am stuck' },
    asset: 'Which device or application is it about? (optional)', assetHint: 'Those that the desk knows to be yours.', assetNone: 'None of them', assetUnknown: 'There is none of that name.',
    assetClear: 'Take the choice back', assetGone: 'You can no longer choose that device or application. We took it away: send the request again, or sign in again by the link in your mail.',
    about: 'About you', name: 'Name', email: 'E-mail address', phone: 'Telephone (optional)',
    send: 'Send the request', sending: 'Sending…', draftKept: 'What you write is kept in this browser until you send it.', discard: 'Discard what I wrote',
  },
  formClosed: {
    title: 'We take no requests on this page at the moment.', instead: 'You can reach us another way:',
    by: { call: 'Call', text: 'Send a text to', mail: 'Write to', page: 'Use' },
    goesOn: 'Requests that you made already go on: you can see them and write in them. What you typed here stays in this browser.',
  },
  required: 'This is missing.', badEmail: 'Write an address such as ana@example.org.', badPhone: 'Write a telephone number, for example 300 123 4567.',
  files: {
    add: 'Attach files', hint: (most, size) => `Up to ${most} files of ${size} each. You can also drop or paste them here.`,
    remove: (name) => `Remove ${name}`, sending: 'Sending…', list: 'Attached files', tooMany: (most) => `You can attach up to ${most} files.`,
    lost: 'The files are not there any more: attach them again.', nameless: 'File', gone: 'is no longer available',
    faults: { tooLarge: (size) => `is larger than ${size}`, type: 'is of a type that we do not take', empty: 'is empty', failed: 'could not be sent' },
    wait: 'Wait until the files have been sent.',
  },
  sent: {
    title: 'We have received your request', number: 'Its number is', follow: 'See its progress', keep: 'Keep this link: it shows the answer and lets you write to us.',
    copy: 'Copy the link', copied: 'Link copied', mine: 'You will also find it under “My requests”, with your e-mail address.', another: 'Make another request',
  },
  ask: {
    intro: 'Write your e-mail address and we will send you a link to your requests. You need no password.', send: 'Send me the link',
    done: 'Look at your mail', doneText: 'If we know that address, a link is on its way. It works for 30 minutes and only once. If you do not see it, look in your spam folder.',
    again: 'Use another address', noMail: 'We cannot send mail at present, so you cannot see all your requests in one place. Use the link that you received with each of them.',
  },
  enter: {
    title: 'See my requests', text: 'This link works only once. When you confirm, this browser can see your requests for 12 hours.', confirm: 'Confirm and see my requests',
    over: 'This link is over or was used already.', askAgain: 'Ask for another link',
  },
  list: {
    as: (email) => `Requests of ${email}`, signOut: 'Sign out', show: 'Show', open: 'Open', ended: 'Finished',
    noneOpen: 'You have no open requests.', noneEnded: 'No requests are finished yet.', older: 'Show older ones', lastAnswer: 'Latest answer',
    noAnswer: 'No answer yet', opened: (moment) => `Made: ${moment}`,
  },
  states: {
    received: 'Received', queued: 'Waiting for a person', assigned: 'A person is working on it', waitingForCustomer: 'We wait for your answer',
    waitingForVendor: 'We wait for a vendor', resolved: 'Solved', closed: 'Closed', cancelled: 'Cancelled',
  },
  steps: { received: 'Received', assigned: 'Assigned', answered: 'Answered', resolved: 'Solved' }, progress: 'Progress', stepDone: 'done', stepOpen: 'to come',
  rating: {
    title: 'Your rating', ask: 'How did you find our service?', scores: { 1: 'Very good', 2: 'Good', 3: 'Fair', 4: 'Bad', 5: 'Very bad' },
    comment: 'Comment (optional)', send: 'Send rating', thanks: 'Thank you for your rating.', said: (score) => `You said: ${score}.`,
  },
  status: {
    due: (moment) => `Expected by: ${moment}`, opened: (moment) => `Made: ${moment}`, conversation: 'Conversation', you: 'You', desk: 'Service desk',
    nothing: 'There are no messages yet.', write: 'Write a message', writeHint: { adds: '', reopens: 'If you write, the request opens again.', none: 'This request has ended. What you write becomes a new request.' },
    answerWanted: 'We need your answer to go on.', newRequest: 'New request', send: 'Send', sendNew: 'Send as a new request', sentNow: 'We have received your message.',
    solved: 'Is it solved?', yes: 'Yes, it is solved', no: 'No, it is still the same', thanks: 'Thank you for confirming. The request is closed.',
    private: 'Whoever has the link to this request can read it and write in it.', notFound: 'This link leads to no request. It may have been replaced by another.', empty: 'Write something or attach a file.',
  },
  notFound: 'This page does not exist.',
  faults: {
    offline: 'The service desk cannot be reached. What you wrote is still here: try again in a moment.', slowDown: 'Too many attempts in a row. Please wait a few minutes.',
    unavailable: 'The service desk does not answer at the moment. What you wrote is still here: try again.', tooLarge: 'It is too large.', ended: 'This request has ended and takes no more messages.',
    invalid: 'Look at the marked fields.', fileType: 'One of the files is of a type that we do not take.', other: 'It could not be done. Please try again.',
  },
};

export const words = { es, en };
export type Words = typeof es;
