import type { StatusPageWords } from '../words.ts';

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
  inOtherLanguage: 'En español',
  privateLink: 'Quien tenga este enlace puede ver su caso: no lo comparta.',
  notFoundTitle: 'Este enlace no lleva a ningún caso',
  notFound: 'Puede que esté incompleto o que ya no sea válido. Escríbanos y le daremos uno nuevo.',
  unavailableTitle: 'En este momento no podemos mostrar su caso',
  unavailable: 'Su caso está guardado. Por favor, intente de nuevo en unos minutos.',
};
