const es = { offersInSlack: 'Ofertas también en Slack', on: 'Le avisaremos de cada oferta en Slack.', off: 'Ya no le avisaremos en Slack.', fault: 'No se pudo cambiar. Intente de nuevo.' };
const en: typeof es = { offersInSlack: 'Offers in Slack, too', on: 'You will be told of each offer in Slack.', off: 'You will not be told in Slack any more.', fault: 'It could not be changed. Please try again.' };
export const words = { es, en };
