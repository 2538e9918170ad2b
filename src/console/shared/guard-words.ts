const es = {
  title: 'Esta página no se pudo mostrar',
  missing: 'No hay conexión, o la mesa se renovó y esta página es de antes. Los borradores de respuestas y notas están guardados.',
  broken: 'Algo falló al mostrarla. Los borradores de respuestas y notas están guardados; si vuelve a pasar, avise a quien administra la mesa.',
  reload: 'Cargar de nuevo',
};
const en: typeof es = {
  title: 'This page could not be shown',
  missing: 'There is no connection, or the desk was updated and this page is from before. Drafts of answers and notes are kept.',
  broken: 'Something failed while showing it. Drafts of answers and notes are kept; if it happens again, tell whoever administers the desk.',
  reload: 'Load again',
};
export const words = { es, en };
