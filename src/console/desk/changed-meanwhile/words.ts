const es = {
  title: (name: string | null, when: string): string => `${name ?? 'Alguien'} hizo un cambio mientras usted escribía (${when})`,
  kept: 'Lo que usted escribió sigue aquí y todavía no se guardó. Ahora dice:',
  mine: 'Guardar lo mío en su lugar',
  theirs: 'Seguir desde lo nuevo',
};

const en: typeof es = {
  title: (name, when) => `${name ?? 'Somebody'} made a change while you were writing (${when})`,
  kept: 'What you wrote is still here and is not saved yet. It now says:',
  mine: 'Save mine instead',
  theirs: 'Go on from what is new',
};

export const words = { es, en };
