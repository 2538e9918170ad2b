export * from './attachment.ts';
export * from './content-store.ts';
export * from './file-link.ts';
export * from './file-name.ts';
export * from './file-type.ts';
export * from './keeper.ts';
