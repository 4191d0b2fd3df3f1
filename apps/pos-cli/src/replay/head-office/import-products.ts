import { DomainError } from '@pos/core'
import { createProduct, listProducts } from '@pos/shared-types'
import { Refusal } from '../../refusal.ts'
import { allPages } from '../api/all-pages.ts'
import { inParallel } from '../api/in-parallel.ts'
import type { ServerClient } from '../api/server-client.ts'
import type { FileProduct } from '../file/survey.ts'
import type { ReplayPlace } from './place.ts'

const AT_ONCE = 8
const RECEIPT_NAME_LENGTH = 40
const NAME_LENGTH = 200
const UNIT = 'ea'

/** Those products of the file that head office does not have in the replay's department. */
export async function missingProducts(
  hq: ServerClient,
  { departmentId }: ReplayPlace,
  products: Iterable<FileProduct>,
): Promise<FileProduct[]> {
  const known = new Set<string>()
  for await (const { sku } of allPages((page) => hq.call(listProducts, { query: { ...page, departmentId } }))) {
    known.add(sku)
  }
  return [...products].filter(({ sku }) => !known.has(sku))
}

/**
 * Adds products with open price, and the first price of the file as list price from the day it was seen.
 *
 * @throws Refusal when another department has a product of the same code, or there is no counting unit
 */
export async function addProducts(
  hq: ServerClient,
  place: ReplayPlace,
  products: readonly FileProduct[],
  onAdded: () => void,
): Promise<void> {
  await inParallel(products, AT_ONCE, async (product) => {
    await addProduct(hq, place, product)
    onAdded()
  })
}

async function addProduct(hq: ServerClient, place: ReplayPlace, product: FileProduct): Promise<void> {
  const { sku, name, isCharge, priceMinor, perMilli, since } = product
  const { departmentId, taxGroupId } = place
  const { priceListId } = place.store
  try {
    await hq.call(createProduct, {
      body: {
        code: sku,
        sku,
        name: name.slice(0, NAME_LENGTH),
        receiptName: name.slice(0, RECEIPT_NAME_LENGTH),
        kind: isCharge ? 'charge' : 'goods',
        departmentId,
        taxGroupId,
        baseUnitCode: UNIT,
        isWeighed: false,
        isOpenPrice: true,
        isDiscountable: true,
        isReturnable: true,
        texts: [],
        barcodes: [],
        price: { priceListId, priceMinor, perMilli, validFromLocal: `${since}T00:00` },
      },
    })
  } catch (error) {
    throw explained(error, sku)
  }
}

function explained(error: unknown, sku: string): unknown {
  const code = error instanceof DomainError ? error.code : ''
  if (code === 'CODE_TAKEN') return new Refusal(`Product ${sku} of the file exists in another department already.`)
  if (code === 'NOT_FOUND')
    return new Refusal(`Head office has no unit "${UNIT}" to count the products of the file in.`)
  return error
}
