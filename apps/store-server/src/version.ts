import manifest from '../package.json' with { type: 'json' }

/** Stands on every sale this program makes. */
export const version: string = manifest.version
