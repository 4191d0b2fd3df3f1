import { DomainError } from '@pos/core'
import type { PeerLink } from '@pos/server-kit'
import { verifyCode, type BodyOf, type ErrorCode } from '@pos/shared-types'

const LIMIT_MS = 10_000
/** What head office says to somebody whose code it does not take. */
const PASSED_ON: ReadonlySet<string | undefined> = new Set(['AUTH_LOCKED', 'AUTH_TOTP_SETUP'])

type Problem = { readonly code?: ErrorCode; readonly params?: Record<string, string | number> }

/**
 * Asks head office whether a code is right, which uses it up.
 *
 * @param peer undefined while the store has no line to it
 * @throws DomainError AUTH_TOTP_UNREACHABLE without an answer, AUTH_LOCKED and AUTH_TOTP_SETUP as head office says
 */
export async function isCodeRight(peer: PeerLink | undefined, asked: BodyOf<typeof verifyCode>): Promise<boolean> {
  const answer = await peer
    ?.send(`${peer.baseUrl()}${verifyCode.path}`, {
      method: verifyCode.method,
      body: JSON.stringify(asked),
      signal: AbortSignal.timeout(LIMIT_MS),
    })
    .catch(() => undefined)
  if (answer?.ok) return true
  const problem = (await answer?.json().catch(() => undefined)) as Problem | undefined
  if (problem?.code === 'AUTH_TOTP_WRONG') return false
  if (problem?.code !== undefined && PASSED_ON.has(problem.code)) throw new DomainError(problem.code, problem.params)
  throw new DomainError('AUTH_TOTP_UNREACHABLE')
}
