/** How an outcome looks, beside its word. */
export const OUTCOME_TONES = { ok: 'neutral', denied: 'bad', failed: 'warn' } as const
