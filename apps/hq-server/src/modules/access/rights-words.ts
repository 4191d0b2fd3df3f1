import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Clock, Context, Ids, Unit, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import {
  newPeerKey,
  privateKeyOf,
  readOrCreateSecret,
  readSettings,
  rightsHash,
  sha256,
  signRights,
  type SignedRights,
} from '@pos/server-kit'
import type { StoreId, TenantId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'

const EVERY_MS = 5_000
const HOUR = 3_600_000

type Last = { readonly edition: number; readonly issuedAt: number; readonly payload: string }
type Options = {
  readonly unitOfWork: UnitOfWork<HqTx>
  readonly clock: Clock
  readonly ids: Ids
  readonly scheduler: Scheduler
  /** PKCS #8 PEM in the data folder; made on the first start. */
  readonly keyFile: string
}

/**
 * Gives every store that is heard a signed word on its rights: a new one each hour, and soon after a change of them.
 * A store that is not heard gets none, and that is how its rights lapse.
 */
export class RightsWords {
  readonly #options: Options
  readonly #key: KeyObject
  readonly #publicKey: string
  #heard = new Map<StoreId, TenantId>()
  #cancel = () => {}

  private constructor(options: Options, key: KeyObject, publicKey: string) {
    this.#options = options
    this.#key = key
    this.#publicKey = publicKey
    this.#schedule()
  }

  static async open(options: Options): Promise<RightsWords> {
    const key = privateKeyOf(await readOrCreateSecret(options.keyFile, () => newPeerKey().privateKeyPem))
    const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
    return new RightsWords(options, key, x)
  }

  /** A store was heard. */
  note({ tenantId, storeId }: Context): void {
    if (storeId !== undefined) this.#heard.set(storeId, tenantId)
  }

  /** Gives whoever was heard its word, if it needs a new one. */
  async flush(): Promise<void> {
    const heard = this.#heard
    this.#heard = new Map()
    for (const [storeId, tenantId] of heard) await this.#renew(tenantId, storeId)
  }

  stop(): void {
    this.#cancel()
  }

  #schedule(): void {
    this.#cancel = this.#options.scheduler.after(EVERY_MS, () => {
      // A word that cannot be given now is given when the store is heard again.
      void this.flush()
        .catch(() => {})
        .then(() => this.#schedule())
    })
  }

  async #renew(tenantId: TenantId, storeId: StoreId): Promise<void> {
    const { unitOfWork, clock } = this.#options
    const ctx: Context = { tenantId, appContext: 'system', correlationId: 'rights-words', at: clock.now() }
    const isNeeded = await unitOfWork.read(ctx, async (tx) => {
      const last = await findLast(tx, tenantId, storeId)
      if (last === undefined || ctx.at - last.issuedAt >= HOUR) return true
      return !last.payload.includes(await rightsHash(tx, tenantId, storeId))
    })
    if (isNeeded) await unitOfWork.write(ctx, 'rights.word', (unit) => this.#give(unit, storeId))
  }

  async #give(unit: Unit<HqTx>, storeId: StoreId): Promise<void> {
    const { tx, tenantId, at } = unit
    const last = await findLast(tx, tenantId, storeId)
    const settings = await readSettings(tx, tenantId, { storeId })
    const said: SignedRights = {
      tenantId,
      storeId,
      edition: (last?.edition ?? 0) + 1,
      issuedAt: at,
      privilegedUntilAt: at + settings['auth.offline_privileged_h'] * HOUR,
      cashierUntilAt: at + settings['auth.offline_cashier_h'] * HOUR,
      rightsHash: await rightsHash(tx, tenantId, storeId),
    }
    const payload = JSON.stringify(said)
    const kid = await this.#ownKid(unit)
    await tx.query(sql`
      insert into permission_snapshots (tenant_id, id, edition, issued_at, privileged_until_at, cashier_until_at, payload,
        signature, kid)
      values (${tenantId}, ${storeId}, ${said.edition}, ${tx.fragments.instant(at)},
        ${tx.fragments.instant(said.privilegedUntilAt)}, ${tx.fragments.instant(said.cashierUntilAt)}, ${payload},
        ${signRights(payload, this.#key)}, ${kid})
      on conflict (tenant_id, id) do update set edition = excluded.edition, issued_at = excluded.issued_at,
        privileged_until_at = excluded.privileged_until_at, cashier_until_at = excluded.cashier_until_at,
        payload = excluded.payload, signature = excluded.signature, kid = excluded.kid`)
    tx.touch('permission_snapshot', storeId, 'U', storeId)
  }

  /** The name of the key, made known to the stores of the tenant with its first use. */
  async #ownKid(unit: Unit<HqTx>): Promise<string> {
    const { tx, tenantId, at } = unit
    const kid = sha256(this.#publicKey).slice(0, 32)
    const known = await tx.query(
      sql`select 1 as known from signing_keys where tenant_id = ${tenantId} and kid = ${kid}`,
    )
    if (known.length > 0) return kid
    const id = this.#options.ids.next()
    const publicKey = this.#publicKey
    await tx.insert('signingKeys', [{ tenantId, id, kid, purpose: 'permission', publicKey, validFromAt: at }])
    tx.touch('signing_key', id)
    return kid
  }
}

async function findLast(tx: HqTx, tenantId: TenantId, storeId: StoreId): Promise<Last | undefined> {
  const [last] = await tx.query<Last>(sql`
    select edition, (date_part('epoch', issued_at) * 1000)::bigint as "issuedAt", payload
    from permission_snapshots where tenant_id = ${tenantId} and id = ${storeId}`)
  return last
}
