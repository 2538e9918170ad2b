export * from './told-offer.ts';
export * from './tell-offer.ts';
