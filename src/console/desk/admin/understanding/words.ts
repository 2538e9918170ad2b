const es = {
  title: 'Comprensión',
  about: 'Así entiende la mesa lo que la gente escribe o dice y elige el tema de cada tiquete. Aprende de cada tiquete cuyo tema un agente confirma o corrige.',
  model: 'Versión en uso', version: (version: number) => String(version),
  catalogAlone: 'Ninguna todavía: se guía por los ejemplos de desk.yaml y por cada tiquete que los agentes corrigen',
  made: 'Entrenada', size: 'Tamaño', trained: (seconds: number) => `tardó ${seconds.toLocaleString('es', { maximumFractionDigits: 1 })} s`,
  learned: 'Aprendió de', examples: (examples: number, lessons: number) => `${examples} ejemplos de desk.yaml y ${lessons === 1 ? '1 tiquete' : `${lessons} tiquetes`}`,
  heldOut: 'Comprobación',
  right: (right: number, held: number) => (held === 1 ? `De 1 tiquete apartado para probarla acertó en ${right}` : `De ${held} tiquetes apartados para probarla acertó en ${right}`),
  before: (before: number) => `la versión anterior, en ${before}`,
  lessons: 'Enseñado por agentes', noLessons: 'Nada todavía',
  corrections: (lessons: number, corrections: number) => `${lessons === 1 ? '1 tiquete' : `${lessons} tiquetes`}: ${lessons - corrections} con el tema confirmado y ${corrections} con el tema corregido`,
  fresh: (fresh: number) => (fresh === 1 ? '1 desde el último entrenamiento: ya cuenta' : `${fresh} desde el último entrenamiento: ya cuentan`),
  refused: (at: string) => `El último entrenamiento (${at}) no se adoptó: sigue en uso lo anterior`,
  reasons: {
    regression: 'Acertó en bastantes menos tiquetes de prueba que la versión anterior. Revise los temas que los agentes corrigieron hace poco.',
    'too-slow': 'Tardó demasiado.', 'too-large': 'Necesitó demasiada memoria.', failed: 'Falló; el registro del servidor dice por qué.',
  },
  retrain: 'Entrenar ahora', asked: 'Se entrenará en unos segundos.', wished: (at: string) => `Entrenamiento pedido (${at}). Tarda unos segundos; el resultado aparecerá aquí.`,
};

const en: typeof es = {
  title: 'Understanding',
  about: 'How the desk understands what people write or say, and picks the entry of each ticket. It learns from every ticket whose entry an agent confirms or corrects.',
  model: 'Version in use', version: (version) => String(version),
  catalogAlone: 'None yet: it goes by the examples of desk.yaml and by each ticket that agents correct',
  made: 'Trained', size: 'Size', trained: (seconds) => `took ${seconds.toLocaleString('en', { maximumFractionDigits: 1 })} s`,
  learned: 'Learned from', examples: (examples, lessons) => `${examples} examples of desk.yaml and ${lessons === 1 ? '1 ticket' : `${lessons} tickets`}`,
  heldOut: 'Check',
  right: (right, held) => (held === 1 ? `Of 1 ticket set aside to test it, ${right} right` : `Of ${held} tickets set aside to test it, ${right} right`),
  before: (before) => `the version before, ${before}`,
  lessons: 'Taught by agents', noLessons: 'Nothing yet',
  corrections: (lessons, corrections) => `${lessons === 1 ? '1 ticket' : `${lessons} tickets`}: the entry of ${lessons - corrections} confirmed, of ${corrections} corrected`,
  fresh: (fresh) => (fresh === 1 ? '1 since the last training: it counts already' : `${fresh} since the last training: they count already`),
  refused: (at) => `The last training (${at}) was not taken: what was in use before stays`,
  reasons: {
    regression: 'It read clearly fewer of the test tickets right than the version before. Look at what agents corrected lately.',
    'too-slow': 'It took too long.', 'too-large': 'It needed too much memory.', failed: 'It failed; the server’s log says why.',
  },
  retrain: 'Train now', asked: 'It will be trained within seconds.', wished: (at) => `Training asked for (${at}). It takes seconds; the outcome will be shown here.`,
};

export const words = { es, en };
