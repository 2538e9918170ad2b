import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, sessionCookie } from '../../core/index.ts';
import { isLead, type Agent, type AgentRole } from '../../desk/agents/index.ts';
import type { Sessions } from '../../desk/staffing/index.ts';

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: SignedIn | null;
  }
}

export interface SignedIn {
  agent: Agent;
  token: string;
}

/** Lets a request through for people of this role or above; before its body is read. */
export type Guard = (role: AgentRole) => (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

const allows: Record<AgentRole, (agent: Agent) => boolean> = {
  agent: () => true,
  lead: isLead,
  admin: (agent) => agent.role === 'admin',
};

/** A bearer token counts anywhere; the cookie, for a request that changes something, only from our own pages. */
export function createGuard(parts: { sessions: Pick<Sessions, 'agentOf'>; publicUrl: string }): Guard {
  const ourOrigin = new URL(parts.publicUrl).origin;
  return (role) => async (request, reply) => {
    const token = tokenOf(request, ourOrigin);
    const agent = token === null ? null : await parts.sessions.agentOf(token);
    if (token === null || agent === null) {
      reply.header('www-authenticate', 'Bearer');
      throw new AppError({ code: 'unauthorized', status: 401, publicMessage: 'Please sign in.' });
    }
    if (!allows[role](agent)) {
      throw new AppError({ code: 'forbidden', status: 403, publicMessage: `Only a person with the role ${role} may do this.` });
    }
    request.signedIn = { agent, token };
  };
}

/** Who sent a request that a guard let through. */
export function signedInOf(request: FastifyRequest): SignedIn {
  if (!request.signedIn) throw new Error('This route has no guard.');
  return request.signedIn;
}

function tokenOf(request: FastifyRequest, ourOrigin: string): string | null {
  const { authorization, origin } = request.headers;
  if (authorization !== undefined) return /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1] ?? null;
  const cookie = request.cookies[sessionCookie];
  if (cookie === undefined || cookie === '') return null;
  if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method) && origin !== ourOrigin) {
    throw new AppError({
      code: 'wrong_origin', status: 403, publicMessage: 'This request did not come from a page of this desk.',
    });
  }
  return cookie;
}
