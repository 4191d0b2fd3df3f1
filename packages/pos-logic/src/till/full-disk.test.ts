import { temporaryFolder } from '@pos/testing'
import { afterEach, expect, test } from 'vitest'
import { fillDisk } from '../../test/full-disk.ts'
import { openTill } from '../../test/new-till.ts'
import { CASH } from '../../test/shop.ts'
import { JOURNAL_STORES, type JournalStores } from '../journal/journal-stores.ts'
import { fileStorage } from '../node/file-storage.ts'

const folder = temporaryFolder()
let makeRoom = async () => {}
afterEach(async () => {
  await makeRoom()
  folder.remove()
})

test('[SE85] on a full disk a sale is refused, no number is used, and the same cart becomes the next sale', async () => {
  const storage = await fileStorage<JournalStores>({ folder: folder.path, names: JOURNAL_STORES })
  const { till } = await openTill(undefined, storage)
  const sell = () => till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])
  till.cart.add('APPLE')
  const { fact: first } = await sell()

  till.cart.add('APPLE')
  const rows = async () =>
    Promise.all((['event', 'outbox', 'sale', 'series'] as const).map((name) => storage.list(name)))
  const kept = await rows()
  makeRoom = await fillDisk()
  for (let times = 0; times < 2; times += 1) {
    await expect(sell()).rejects.toMatchObject({ code: 'STORAGE_FULL' })
    expect(await rows()).toEqual(kept)
  }
  expect((await till.status()).unsent).toBe(kept[1]?.length)

  await makeRoom()
  // The open cart, kept beside the sale, may still be on its way to the full disk and takes the first try with it.
  const { fact: second } = await sell().catch(sell)
  expect(second.sale).toMatchObject({ number: first.sale.number + 1, prevHash: first.sale.hash })
  await till.stop()
  const again = await fileStorage<JournalStores>({ folder: folder.path, names: JOURNAL_STORES })
  expect((await again.list('sale')).map(({ key }) => key)).toEqual([first.sale.id, second.sale.id].toSorted())
  await again.close()
})
