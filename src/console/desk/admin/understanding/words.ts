const es = {
  title: 'Comprensión',
  about: 'Con esto la mesa entiende lo que la gente escribe o dice y elige la entrada del catálogo. Aprende de cada tiquete que un agente confirma o corrige.',
  model: 'Modelo', version: (version: number) => `versión ${version}`,
  catalogAlone: 'Solo el catálogo de desk.yaml, y cada lección a medida que llega',
  made: 'Hecho', size: 'Tamaño', trained: (seconds: number) => `entrenado en ${seconds.toLocaleString('es', { maximumFractionDigits: 1 })} s`,
  learned: 'Aprendió de', examples: (examples: number, lessons: number) => `${examples} ejemplos de desk.yaml y ${lessons} tiquetes`,
  heldOut: 'Apartados para comprobarlo',
  right: (right: number, held: number) => `leyó bien ${right} de ${held} tiquetes`,
  before: (before: number) => `el modelo anterior leyó bien ${before}`,
  lessons: 'Lecciones', corrections: (lessons: number, corrections: number) => `${lessons} tiquetes, ${corrections} de ellos corregidos`,
  fresh: (fresh: number) => (fresh === 1 ? '1 desde el último entrenamiento: ya cuenta' : `${fresh} desde el último entrenamiento: ya cuentan`),
  refused: (at: string) => `El entrenamiento del ${at} no se adoptó: sigue el modelo anterior`,
  reasons: {
    regression: 'Leía bien menos tiquetes apartados que el modelo anterior, más de lo que explica el azar. Revise las correcciones recientes.',
    'too-slow': 'Tardó demasiado.', 'too-large': 'Necesitó demasiada memoria.', failed: 'Falló; el registro del servidor dice por qué.',
  },
  retrain: 'Entrenar ahora', asked: 'Se entrenará en unos segundos.', wished: (at: string) => `Entrenamiento pedido: ${at}`,
};

const en: typeof es = {
  title: 'Understanding',
  about: 'By this the desk understands what people write or say, and picks the catalog entry. It learns from every ticket that an agent confirms or corrects.',
  model: 'Model', version: (version) => `version ${version}`,
  catalogAlone: 'The catalog of desk.yaml alone, and each lesson as it comes',
  made: 'Made', size: 'Size', trained: (seconds) => `trained in ${seconds.toLocaleString('en', { maximumFractionDigits: 1 })} s`,
  learned: 'Learned from', examples: (examples, lessons) => `${examples} examples of desk.yaml and ${lessons} tickets`,
  heldOut: 'Held out to check it',
  right: (right, held) => `read ${right} of ${held} tickets right`,
  before: (before) => `the model before read ${before} right`,
  lessons: 'Lessons', corrections: (lessons, corrections) => `${lessons} tickets, ${corrections} of them corrected`,
  fresh: (fresh) => (fresh === 1 ? '1 since the last training: it counts already' : `${fresh} since the last training: they count already`),
  refused: (at) => `The training of ${at} was not taken: the model before stays`,
  reasons: {
    regression: 'It read fewer held-out tickets right than the model before, more than chance explains. Look at the latest corrections.',
    'too-slow': 'It took too long.', 'too-large': 'It needed too much memory.', failed: 'It failed; the server’s log says why.',
  },
  retrain: 'Train now', asked: 'It will be trained within seconds.', wished: (at) => `Training asked for: ${at}`,
};

export const words = { es, en };
