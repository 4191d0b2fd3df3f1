import { randomBytes } from 'node:crypto'
import { DomainError } from '@pos/core'
import argon2 from 'argon2'
import { BoundedWork } from './bounded-work.ts'

/** Keeps and checks what people remember. Argon2id; the parameters travel in the stored text. */
export interface SecretHasher {
  /** @throws DomainError OVERLOADED when too many hashes are asked for at once */
  hash(secret: string): Promise<string>
  /**
   * Whether `secret` is the one behind `stored`. Without `stored` it is never, after the same work, so that an unknown
   * user takes as long as a wrong password.
   *
   * @throws DomainError OVERLOADED when too many hashes are asked for at once
   */
  verify(stored: string | undefined, secret: string): Promise<boolean>
  /** Whether `stored` was made with other parameters than today's and should be replaced after a sign-in. */
  isOutdated(stored: string): boolean
}

export type HashCost = {
  readonly memoryKib: number
  readonly passes: number
}

type SecretHasherOptions = {
  /** Kept outside the database: a stolen table alone cannot be searched. */
  readonly pepper: Buffer
  /** 19 MiB and 2 passes unless told; smaller only in tests. */
  readonly cost?: HashCost
}

const COST: HashCost = { memoryKib: 19 * 1024, passes: 2 }
const AT_ONCE = 4
const QUEUE = 50
const MAX_SECRET_BYTES = 1024

/** Work is bounded per process, over all hashers made here. */
export const hashWork = new BoundedWork(AT_ONCE, QUEUE)

/** A hasher for passwords or PINs, each with its own pepper. */
export function createSecretHasher({ pepper, cost = COST }: SecretHasherOptions): SecretHasher {
  const parameters = {
    type: argon2.argon2id,
    memoryCost: cost.memoryKib,
    timeCost: cost.passes,
    parallelism: 1,
  } as const
  const hash = (secret: string) => hashWork.run(() => argon2.hash(bounded(secret), { ...parameters, secret: pepper }))
  const nobody = hashOfNobody(cost)

  return {
    hash,
    isOutdated: (stored) => argon2.needsRehash(stored, parameters),
    verify: async (stored, secret) => {
      const isMatch = await hashWork.run(() => argon2.verify(stored ?? nobody, bounded(secret), { secret: pepper }))
      return isMatch && stored !== undefined
    },
  }
}

/** A hash that no secret has, of the same cost: comparing with it takes as long as with a person's. */
function hashOfNobody({ memoryKib, passes }: HashCost): string {
  const base64 = (bytes: number) => randomBytes(bytes).toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=1$${base64(16)}$${base64(32)}`
}

function bounded(secret: string): string {
  const text = secret.normalize('NFKC')
  if (Buffer.byteLength(text) > MAX_SECRET_BYTES) throw new DomainError('AUTH_FAILED')
  return text
}
