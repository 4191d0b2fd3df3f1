import type { CatalogueVersion } from '@pos/db'
import { entryMark, flatten, REPLICA_SCHEMA, tillSaleMark, type ComparedSale } from '@pos/pos-logic'
import { sha256, TILL_ENTITIES, visitTillDocuments, type StoreRead } from '@pos/server-kit'
import type { DeviceId, DigestGrain, DigestSheet, RowMark } from '@pos/shared-types'

/** What a till pushed, under the hash of the bytes that were taken in. */
const SALES = `
  select s.event_id as eventId, lower(hex(i.sha256)) as bytes, lower(hex(s.hash)) as hash,
    s.total_minor as totalMinor, s.document_no as documentNo
  from sales s join inbox i on i.event_id = s.event_id join lineages l on l.id = i.lineage
  where s.business_on = ? and l.device_id = ?`

/** Where a till stands that asks: at which version, and how it keeps documents. */
type Standing = Pick<DigestSheet, 'epoch' | 'version' | 'shape'>

/**
 * Hands over every document of an entity as a till keeps it. False for a till that is at another version or keeps
 * documents in another way, and for an entity that is not for tills.
 */
export async function visitTillEntries(
  read: StoreRead,
  { epoch, version, shape }: Standing,
  grain: string,
  visit: (mark: RowMark) => void,
): Promise<boolean> {
  const entity = TILL_ENTITIES.find((each) => each === grain)
  if (entity === undefined || shape !== REPLICA_SCHEMA) return false
  const at: CatalogueVersion = { epoch, version }
  return visitTillDocuments(read, at, entity, (document) => {
    const entry = flatten(entity, document)
    if (entry) visit(entryMark(entry, sha256))
  })
}

/** The sales of a day that came from a till. */
export const salesOfTill = (read: StoreRead, deviceId: DeviceId, day: string): Promise<readonly ComparedSale[]> =>
  read((tx) => tx.prepare<ComparedSale>(SALES).all([day, deviceId]))

/** Every row the store holds of one thing a till has; false when it cannot say. */
export async function visitRowsOfTill(
  read: StoreRead,
  deviceId: DeviceId,
  { kind, grain, ...standing }: DigestGrain & Standing,
  visit: (mark: RowMark) => void,
): Promise<boolean> {
  if (kind === 'catalogue') return visitTillEntries(read, standing, grain, visit)
  if (kind === 'stock') return false
  for (const sale of await salesOfTill(read, deviceId, grain)) visit(tillSaleMark(sale, sha256))
  return true
}
