import twilio from 'twilio';
import type { BrowserTokens } from '../../src/core/index.ts';

const lastsSeconds = 3600;

/**
 * Lets a browser be rung by the name in the token, and place no calls of its own
 * (twilio.com/docs/iam/access-tokens, "Voice grant").
 */
export function createBrowserTokens({ accountSid, keySid, keySecret }: { accountSid: string; keySid: string; keySecret: string }): BrowserTokens {
  const { AccessToken } = twilio.jwt;
  return (identity, at) => {
    const token = new AccessToken(accountSid, keySid, keySecret, { identity, ttl: lastsSeconds });
    token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }));
    return { token: token.toJwt(), expiresAt: new Date(at.getTime() + lastsSeconds * 1000) };
  };
}
