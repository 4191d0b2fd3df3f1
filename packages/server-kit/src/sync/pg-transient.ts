/** Deadlock and serialisation (40), resources (53), intervention (57), lock not available (55P03), connection (08). */
const TRANSIENT_STATE = /^(40|53|57|08|55P03)/
const TRANSIENT_NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_)/

/** Whether an error of the database is about the moment, so that the same event may well succeed later. */
export function isPgTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (TRANSIENT_STATE.test(code) || TRANSIENT_NETWORK.test(code)) return true
  if (/^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)) return true
  return isPgTransient(error.cause)
}
