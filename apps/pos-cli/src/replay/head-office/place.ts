import { uuidv7Ids } from '@pos/server-kit'
import {
  listDepartments,
  listRegisters,
  listStores,
  listTaxes,
  saveDepartment,
  saveRegister,
  saveSetting,
  saveTaxGroup,
  type RegisterId,
  type StoreView,
  type TaxGroupId,
} from '@pos/shared-types'
import type { ServerClient } from '../api/server-client.ts'
import { Refusal } from '../../refusal.ts'

/** What the replay has at head office: its own register, department and tax group in one store. */
export type ReplayPlace = {
  readonly store: StoreView
  readonly register: { readonly id: RegisterId; readonly code: string }
  readonly departmentId: string
  readonly taxGroupId: TaxGroupId
}

/** Department and tax group of replayed products carry it. */
const OWN_CODE = 'REPLAY'

/**
 * Finds the store and makes what is missing, as a client of head office would. Calling it again changes nothing.
 *
 * @throws Refusal when no store has that code
 */
export async function preparePlace(hq: ServerClient, storeCode: string, registerCode: string): Promise<ReplayPlace> {
  const store = await storeOf(hq, storeCode)
  const taxGroupId = await ownTaxGroup(hq)
  return {
    store,
    taxGroupId,
    departmentId: await ownDepartment(hq, taxGroupId),
    register: await ownRegister(hq, store, registerCode),
  }
}

/** Lets the store take goods back without a receipt: the file does not say what a cancellation cancels. */
export async function allowReturnsWithoutReceipt(hq: ServerClient, { store }: ReplayPlace): Promise<void> {
  await hq.call(saveSetting, {
    params: { key: 'returns.without_receipt' },
    body: { level: 'store', storeId: store.id, value: 'any' },
  })
}

async function storeOf(hq: ServerClient, code: string): Promise<StoreView> {
  const { items } = await hq.call(listStores)
  const store = items.find((each) => each.code === code)
  if (store) return store
  throw new Refusal(`There is no store ${code}: choose one of ${items.map((each) => each.code).join(', ')}.`)
}

/** Tax is not stated in the file, so its products carry none. */
async function ownTaxGroup(hq: ServerClient): Promise<TaxGroupId> {
  const { groups } = await hq.call(listTaxes)
  const known = groups.find((group) => group.code === OWN_CODE)
  if (known) return known.id
  const id = uuidv7Ids.next()
  await hq.call(saveTaxGroup, { params: { id }, body: { code: OWN_CODE, name: 'Replay, without tax', rates: [] } })
  return id
}

async function ownDepartment(hq: ServerClient, taxGroupId: TaxGroupId): Promise<string> {
  const { items } = await hq.call(listDepartments)
  const known = items.find((department) => department.code === OWN_CODE)
  if (known) return known.id
  const id = uuidv7Ids.next()
  await hq.call(saveDepartment, { params: { id }, body: { code: OWN_CODE, name: 'Replay', taxGroupId } })
  return id
}

async function ownRegister(hq: ServerClient, store: StoreView, code: string): Promise<ReplayPlace['register']> {
  const { items } = await hq.call(listRegisters)
  const known = items.find((register) => register.storeId === store.id && register.code === code)
  if (known) return known
  const id = uuidv7Ids.next()
  await hq.call(saveRegister, {
    params: { id },
    body: { storeId: store.id, code, name: `Replay ${code}`, kind: 'till' },
  })
  return { id, code }
}
