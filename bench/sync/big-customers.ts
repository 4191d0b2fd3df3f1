import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { newRef } from '@pos/hq-server'
import { uuidv7Ids } from '@pos/server-kit'

/** What one catalogue transaction may change at most. */
const CHUNK = 500

/** Writes `count` customers with an address and a phone number of their own, in units of bearable size. */
export async function seedCustomers(
  write: (work: (unit: Unit<HqTx>) => Promise<void>) => Promise<void>,
  count: number,
): Promise<void> {
  for (let from = 0; from < count; from += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, count - from) }, (_, at) => from + at)
    await write(async (unit) => {
      const rows = numbers.map((number) => ({
        id: uuidv7Ids.next(),
        code: `HQ-${number}`,
        name: `Customer ${number}`,
        email: `customer${number}@example.org`,
        phone: `787 555 ${String(number).padStart(6, '0')}`,
      }))
      const plain = { kind: 'person', locale: 'es', isBlocked: false, stamps: {} } as const
      await unit.tx.insert('customers', rows, { ...newRef(unit), ...plain })
      for (const { id } of rows) unit.tx.touch('customer', id)
    })
  }
}
