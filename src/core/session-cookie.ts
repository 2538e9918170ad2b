/** The cookie in which a browser keeps an agent's session token. */
export const sessionCookie = 'ventanilla_session';
