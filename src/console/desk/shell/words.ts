const es = {
  work: 'Mi trabajo',
  queue: 'Cola del equipo',
  tickets: 'Todos los tiquetes',
  customers: 'Clientes',
};

const en: typeof es = {
  work: 'My work',
  queue: 'Team queue',
  tickets: 'All tickets',
  customers: 'Customers',
};

export const words = { es, en };
