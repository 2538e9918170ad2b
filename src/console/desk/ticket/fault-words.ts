import type { InBoth } from '../../shared/words.tsx';

const es = {
  offline: 'No hay conexión con la mesa. Nada se perdió: intente de nuevo.',
  stale: 'Alguien cambió este tiquete mientras tanto. Ya se muestra como está ahora y lo que usted escribió sigue aquí: revíselo y confirme de nuevo.',
  invalid_transition: 'El estado actual del tiquete ya no permite esta acción.',
  invalid_input: 'Algún dato falta o no es válido. Revise lo que escribió.',
  forbidden: 'Su rol no permite esta acción.',
  not_found: 'Esto ya no existe en la mesa.',
  unauthorized: 'Su sesión terminó. Entre de nuevo: lo que escribió sigue aquí.',
  no_capacity: 'Esa persona no tiene capacidad para otro tiquete ahora.',
  no_number: 'No se conoce un teléfono del cliente al que se pueda llamar: escriba uno.',
  never_open: 'El equipo no vuelve a abrir a partir de esa hora.',
  on_a_call: 'Usted ya está en una llamada.',
  no_line_out: 'La mesa no tiene un número desde el cual llamar.',
  not_failed: 'Esta respuesta no falló o ya va en camino.',
  fate_unknown: 'No se sabe si esta respuesta llegó. Enviarla otra vez puede duplicarla.',
  slow_down: 'Demasiados intentos. Espere un momento.',
  unavailable: 'La mesa está ocupada o fuera de alcance por un momento. Intente de nuevo.',
  internal: 'Algo falló en la mesa. Ya quedó registrado; intente de nuevo.',
};

const en: typeof es = {
  offline: 'The desk cannot be reached. Nothing is lost: please try again.',
  stale: 'Somebody changed this ticket meanwhile. It is now shown as it is, and what you typed is still here: look again and confirm.',
  invalid_transition: 'The ticket as it is now does not allow this.',
  invalid_input: 'Something is missing or not valid. Please look at what you typed.',
  forbidden: 'Your role does not allow this.',
  not_found: 'The desk no longer has this.',
  unauthorized: 'Your session is over. Sign in again: what you typed is still here.',
  no_capacity: 'That person has no capacity left for another ticket.',
  no_number: 'No telephone number of the customer is known that the desk may call: write one.',
  never_open: 'The team does not open again from that time on.',
  on_a_call: 'You are on a call already.',
  no_line_out: 'The desk has no number to call from.',
  not_failed: 'This reply did not fail, or is on its way already.',
  fate_unknown: 'It is not known whether this reply arrived. Sending it again may double it.',
  slow_down: 'Too many attempts. Please wait a moment.',
  unavailable: 'The desk is busy or out of reach for a moment. Please try again.',
  internal: 'Something went wrong at the desk. It has been noted; please try again.',
};

export const faultWords: InBoth<typeof es> = { es, en };
