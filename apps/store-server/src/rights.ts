import type { StoreTx } from '@pos/db'
import { RightsWatch, type KeptWatch, type RightsState } from '@pos/domain'
import { publicKeyOf, readRights, rightsHash, type Logger, type SignedRights } from '@pos/server-kit'
import type { Clock } from '@pos/core'
import type { PermissionCode, StoreId } from '@pos/shared-types'

type Source = Pick<StoreTx['catalog'], 'prepare' | 'query'>
type Stored = { readonly payload: string; readonly signature: string; readonly publicKey: string | null }

/** The store's catalogue, and a number that grows with every change of it. */
type Catalogue = { readonly generation: number; read<Result>(work: (source: Source) => Result): Result }

const WORD = `
  select s.payload, s.signature, k.public_key as publicKey
  from permission_snapshots s
  left join signing_keys k on k.kid = s.kid and k.purpose = 'permission' and k.revoked_at is null
  where s.id = ?`

/** Whether the rights in the copy are those head office signed. */
export type RightsProof = 'proved' | 'changed_since' | 'unsigned'

type Options = {
  readonly catalogue: Catalogue
  readonly storeId: () => StoreId | undefined
  readonly clock: Clock
  /** A clock in ms that nobody can set. */
  readonly steadyMs: () => number
  readonly log: Logger
}

/**
 * How old head office's word on the rights of this store is. A word whose signature does not fit was never said: the
 * last good one goes on ageing.
 */
export class StoreRights {
  readonly #options: Options
  #watch = new RightsWatch()
  #word: SignedRights | undefined
  #generation = -1

  constructor(options: Options) {
    this.#options = options
  }

  /** Begins where the last run ended. */
  restore(text: string | undefined): void {
    if (text !== undefined) this.#watch = new RightsWatch(JSON.parse(text) as KeptWatch)
  }

  /** Looks at the word and the clocks; gives what is to be written down. */
  look(): KeptWatch | undefined {
    const { catalogue, clock, steadyMs } = this.#options
    if (catalogue.generation !== this.#generation) {
      this.#generation = catalogue.generation
      this.#word = catalogue.read((source) => this.#readWord(source)) ?? this.#word
    }
    return this.#watch.look(this.#word, clock.now(), steadyMs())
  }

  readonly hasLapsed = (code: PermissionCode): boolean => {
    this.look()
    return this.#watch.isLapsed(code)
  }

  get state(): RightsState | undefined {
    this.look()
    return this.#watch.state
  }

  /** Compares the rights in the copy with what head office signed. Reads all of them: for people who ask, not for requests. */
  proof(): RightsProof {
    const { catalogue } = this.#options
    this.look()
    const word = this.#word
    if (word === undefined) return 'unsigned'
    // The catalogue answers at once; only head office's database is waited for.
    const now = catalogue.read((source) => rightsHash(source, word.tenantId, word.storeId))
    return now === word.rightsHash ? 'proved' : 'changed_since'
  }

  #readWord(source: Source): SignedRights | undefined {
    const storeId = this.#options.storeId()
    const stored = storeId === undefined ? undefined : source.prepare<Stored>(WORD).get([storeId])
    if (stored === undefined) return undefined
    const { payload, signature, publicKey } = stored
    const word = publicKey === null ? undefined : readRights(payload, signature, publicKeyOf(publicKey))
    if (word?.storeId === storeId) return word
    this.#options.log.warn({ storeId }, 'the word on rights is not signed by head office and does not count')
    return undefined
  }
}
