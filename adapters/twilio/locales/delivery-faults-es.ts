import type { DeliveryFaultCode } from './delivery-faults-en.ts';

export const es: Record<DeliveryFaultCode, string> = {
  '21211': 'El número no es un teléfono válido. Confírmelo con el cliente.',
  '21408': 'La cuenta del proveedor no tiene habilitados los mensajes a ese país. Pídalo a un administrador o llame al cliente.',
  '21610': 'El cliente escribió STOP a este número. Llámelo, o pídale que escriba START.',
  '21614': 'El número no puede recibir mensajes: quizá es un teléfono fijo. Llame al cliente.',
  '30003': 'No se pudo alcanzar el teléfono: apagado, sin cobertura o fuera de servicio. Intente más tarde o llame al cliente.',
  '30004': 'El operador o el teléfono bloquea nuestros mensajes. Llame al cliente.',
  '30005': 'El número no existe o ya no está en servicio. Confírmelo con el cliente.',
  '30006': 'El número es un teléfono fijo o su operador no recibe mensajes. Llame al cliente.',
  '30007': 'El operador filtró el mensaje como no deseado. Escríbalo con otras palabras y sin enlaces, o llame al cliente.',
  '30008': 'El operador no dio una razón. Intente más tarde o llame al cliente.',
  '63016': 'El cliente escribió hace más de 24 horas y WhatsApp no acepta un texto libre hasta que vuelva a escribir.',
};
