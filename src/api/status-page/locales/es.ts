import type { StatusPageWords } from './status-page-words.ts';

export const es: StatusPageWords = {
  ticket: 'Caso',
  state: 'Estado',
  states: {
    received: 'Recibido',
    queued: 'En espera de que una persona lo atienda',
    assigned: 'Una persona lo está atendiendo',
    waitingForCustomer: 'Esperamos su respuesta',
    waitingForVendor: 'Esperamos a un proveedor',
    resolved: 'Resuelto',
    closed: 'Cerrado',
    cancelled: 'Cancelado',
  },
  opened: 'Abierto',
  due: 'Próximo plazo',
  messages: 'Mensajes',
  noMessages: 'Todavía no hay mensajes.',
  you: 'Usted',
  desk: 'Mesa de servicio',
  files: 'Archivos',
  inOtherLanguage: 'En español',
  privateLink: 'Quien tenga este enlace puede ver su caso: no lo comparta.',

  toForm: 'Escribir un mensaje',
  write: 'Escríbanos',
  yourMessage: 'Su mensaje',
  yourFiles: 'Archivos (opcional)',
  filesHint: (most, size) => `Hasta ${most} archivos de ${size} cada uno: fotos, audio, video, PDF y documentos.`,
  send: 'Enviar',
  answerHere: 'Esperamos su respuesta: puede escribirla aquí.',
  reopensHere: 'Este caso está resuelto. Si escribe aquí, se abre de nuevo.',
  newRequest: 'Nueva solicitud',
  ended: {
    closed: 'Este caso está cerrado y ya no recibe mensajes. Si necesita algo más, escríbalo aquí: abriremos un caso nuevo, unido a este.',
    cancelled: 'Este caso fue cancelado y ya no recibe mensajes. Si necesita algo más, escríbalo aquí: abriremos un caso nuevo, unido a este.',
    resolved: 'Este caso se resolvió hace tiempo y ya no recibe mensajes. Si necesita algo más, escríbalo aquí: abriremos un caso nuevo, unido a este.',
  },
  yourRequest: '¿Qué necesita?',
  sendRequest: 'Enviar nueva solicitud',
  done: {
    comment: 'Recibimos su mensaje.',
    request: 'Recibimos su solicitud. Guarde el enlace de esta página: con él puede seguirla.',
    rating: 'Gracias por su calificación.',
  },
  rating: {
    title: 'Su calificación', ask: '¿Cómo le pareció la atención?',
    scores: { 1: 'Muy buena', 2: 'Buena', 3: 'Regular', 4: 'Mala', 5: 'Muy mala' },
    comment: 'Comentario (opcional)', send: 'Enviar calificación', said: (score) => `Usted dijo: ${score}.`,
  },

  fault: 'No se ha enviado',
  faults: {
    empty: 'Escriba un mensaje o elija un archivo.',
    emptyRequest: 'Escriba qué necesita.',
    tooLong: (most, count) =>
      `El mensaje es demasiado largo: caben ${most} caracteres${count === null ? '' : ` y el suyo tiene ${count}`}. Acórtelo o envíelo como archivo.`,
    tooManyFiles: (most) => `Son demasiados archivos: caben ${most} en un mensaje.`,
    file: {
      'too-large': (name, size) => `«${name}» es demasiado grande: cada archivo puede tener hasta ${size}.`,
      empty: (name) => `«${name}» está vacío.`,
      'unknown-type': (name) => `«${name}» no es de un tipo que podamos recibir.`,
      program: (name) => `«${name}» es un programa, y no los recibimos.`,
      'type-mismatch': (name) => `El contenido de «${name}» no es lo que dice ser.`,
      'not-there': (name) => `«${name}» no está disponible.`,
    },
    unreadable: 'El formulario llegó incompleto y no se pudo leer. Por favor, envíelo de nuevo.',
    ended: 'Este caso ya había terminado cuando llegó su mensaje. Puede enviarlo como una nueva solicitud.',
  },
  namelessFile: 'archivo sin nombre',
  chooseFilesAgain: 'Elija de nuevo los archivos: no se ha guardado ninguno.',

  notices: {
    notFound: {
      title: 'Este enlace no lleva a ningún caso',
      text: 'Puede que esté incompleto o que ya no sea válido. Escríbanos y le daremos uno nuevo.',
    },
    unavailable: {
      title: 'En este momento no podemos mostrar su caso',
      text: 'Su caso está guardado. Por favor, intente de nuevo en unos minutos.',
    },
    notTaken: {
      title: 'En este momento no podemos recibir su mensaje',
      text: 'Su caso está guardado. Por favor, envíe el mensaje de nuevo en unos minutos.',
    },
    slowDown: {
      title: 'Son demasiados mensajes seguidos',
      text: 'Este último no se ha guardado. Por favor, espere unos minutos y envíelo de nuevo.',
    },
    elsewhere: {
      title: 'Este mensaje no se envió desde la página del caso',
      text: 'Por su seguridad no lo hemos recibido. Abra el enlace de su caso y escríbalo allí.',
    },
    tooLarge: {
      title: 'El mensaje es demasiado grande',
      text: 'No se ha guardado. Vuelva a la página del caso y envíe menos texto o menos archivos.',
    },
    unreadable: {
      title: 'El mensaje no se pudo leer',
      text: 'No se ha guardado. Abra el enlace de su caso y envíelo desde allí.',
    },
  },
  keptWords: 'Lo que escribió',
};
