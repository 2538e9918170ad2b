const es = {
  answer: 'Respuesta',
  note: 'Nota',
  send: 'Enviar',
  faultOf: (code: string): string => (code === 'offline' ? 'No hay conexión con la mesa. Su texto sigue aquí.' : 'No se pudo enviar. Su texto sigue aquí.'),
};

const en: typeof es = {
  answer: 'Reply',
  note: 'Note',
  send: 'Send',
  faultOf: (code) => (code === 'offline' ? 'The desk cannot be reached. Your text is still here.' : 'This could not be sent. Your text is still here.'),
};

export const words = { es, en };
