/**
 * What our pages may load and run: our own scripts, styles that carry this answer's nonce, pictures that are pasted,
 * and the telephone network where calls are taken in the browser (Twilio Voice JavaScript SDK, "Content Security Policies").
 */
export function pagePolicy(nonce: string): string {
  const telephone = 'https://eventgw.twilio.com wss://*.twilio.com https://media.twiliocdn.com https://sdk.twilio.com';
  return [
    "default-src 'self'", "script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:", `media-src 'self' blob: mediastream: https://media.twiliocdn.com https://sdk.twilio.com`,
    `connect-src 'self' ${telephone}`, "frame-src 'self'", "worker-src 'self' blob:",
    "base-uri 'none'", "object-src 'none'", "form-action 'self'", "frame-ancestors 'self'",
  ].join('; ');
}
