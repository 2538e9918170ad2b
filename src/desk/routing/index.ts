export * from './assignments.ts';
export * from './matcher.ts';
export * from './offer.ts';
export * from './offers.ts';
export * from './plan.ts';
export * from './queue-key.ts';
export * from './requeue.ts';
export * from './route-ticket.ts';
