const es = { title: 'Respuestas guardadas' };

const en: typeof es = { title: 'Canned answers' };

export const words = { es, en };
