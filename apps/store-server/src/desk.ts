import { join } from 'node:path'
import type { Context, Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { expectedDrawer } from '@pos/domain'
import { createSecretHasher, readPepper } from '@pos/server-kit'
import type {
  BodyOf,
  BusinessDate,
  Cents,
  createEnrolmentCode as codeCommand,
  openShift as openCommand,
  returnSale,
  SaleContent,
  SaleFact,
  ShiftClosedFact,
  ShiftId,
  ShiftRecord,
  TenderInput,
  UserId,
} from '@pos/shared-types'
import { STORE_ACTIONS } from './actions.ts'
import { identityOrRefuse } from './identity.ts'
import { setPin } from './modules/access/pin-service.ts'
import { createEnrolmentCode } from './modules/devices/enrolment-service.ts'
import { postOpeningStock, type OpeningLine } from './modules/inventory/opening-stock.ts'
import { inventoryRules } from './modules/inventory/rules.ts'
import { arrivalRules } from './modules/sales/arrival-rules.ts'
import { draftReturn } from './modules/sales/draft-return.ts'
import { draftSale } from './modules/sales/draft-sale.ts'
import { makeSale } from './modules/sales/make-sale.ts'
import { salesRules } from './modules/sales/rules.ts'
import { closeShift, draftClosing } from './modules/shifts/close-shift.ts'
import { countShift } from './modules/shifts/count-shift.ts'
import { draftOpening, openShift } from './modules/shifts/open-shift.ts'
import { shiftRules } from './modules/shifts/rules.ts'
import { readFloat } from './modules/shifts/shift-repository.ts'
import { readShiftTotals } from './modules/shifts/shift-totals.ts'
import { outboxRules } from './modules/sync/rules.ts'
import type { StoreNeeds } from './needs.ts'
import type { Store } from './store.ts'

type CodeInput = BodyOf<typeof codeCommand> & { readonly lifeMs: number }

function expectedCash({ tx, at }: Unit<StoreTx>, { selling, identity }: StoreNeeds, shiftId: ShiftId) {
  const view = selling.at(tx.catalog, identityOrRefuse(identity()).storeId, at)
  const [totals, floatMinor, { currency }] = [readShiftTotals(tx, shiftId), readFloat(tx, shiftId), view.profile]
  return view
    .tenderTypes()
    .filter(({ kind }) => kind === 'cash')
    .map(({ id, kind }) => {
      const expected = expectedDrawer(totals, floatMinor, { tenderTypeId: id, kind }, currency)
      return { tenderTypeId: id, currency, countedMinor: Math.max(0, expected) }
    })
}

/** In the order in which `app.ts` names the modules. */
function registerRules(needs: StoreNeeds): void {
  salesRules(needs.rules)
  arrivalRules(needs)
  inventoryRules(needs)
  shiftRules(needs)
  outboxRules(needs)
}

/** The acts of a store without HTTP: the same drafts, rules and actions as behind the routes. For preparing data. */
export type Desk = {
  openShift(ctx: Context, input: BodyOf<typeof openCommand>): Promise<ShiftRecord>
  /** `tendersFor` says how the total is paid, once it is known. */
  sell(ctx: Context, content: SaleContent, tendersFor: (totalMinor: Cents) => TenderInput[]): Promise<SaleFact>
  takeBack(ctx: Context, input: BodyOf<typeof returnSale>): Promise<SaleFact>
  /** Counts as much cash as there should be, and closes. */
  closeBalanced(ctx: Context, shiftId: ShiftId): Promise<ShiftClosedFact>
  postOpeningStock(ctx: Context, businessOn: BusinessDate, lines: readonly OpeningLine[]): Promise<void>
  setPin(ctx: Context, userId: UserId, pin: string): Promise<void>
  enrolmentCode(ctx: Context, input: CodeInput): Promise<string>
}

export async function createDesk(store: Store): Promise<Desk> {
  const { needs } = store
  const { unitOfWork, rules, ids, clock } = needs
  registerRules(needs)
  rules.seal(STORE_ACTIONS)
  const pins = createSecretHasher({ pepper: await readPepper(join(store.options.folder, 'pin-pepper')) })
  const [make, open, close] = [makeSale(ids), openShift(needs), closeShift(needs)]
  return {
    openShift: (ctx, input) =>
      unitOfWork.write(
        ctx,
        'shifts.open',
        async (unit) => (await rules.emit('shift:open', unit, draftOpening(unit, needs, input), open)).shift,
      ),
    sell: (ctx, content, tendersFor) =>
      unitOfWork.write(ctx, 'sales.complete', async (unit) => {
        const { priced } = draftSale(unit, needs, content)
        const draft = draftSale(unit, needs, { ...content, payments: tendersFor(priced.totalMinor) })
        return (await rules.emit('sale:complete', unit, draft, make)).fact
      }),
    takeBack: (ctx, input) =>
      unitOfWork.write(
        ctx,
        'sales.return',
        async (unit) => (await rules.emit('sale:return', unit, draftReturn(unit, needs, input), make)).fact,
      ),
    closeBalanced: (ctx, shiftId) =>
      unitOfWork.write(ctx, 'shifts.close', (unit) => {
        countShift(unit, needs, shiftId, expectedCash(unit, needs, shiftId))
        return rules.emit('shift:close', unit, draftClosing(unit, needs, shiftId, {}), close)
      }),
    postOpeningStock: (ctx, businessOn, lines) =>
      unitOfWork.write(ctx, 'inventory.opening', (unit) => {
        const me = identityOrRefuse(needs.identity())
        postOpeningStock(unit, ids, me, needs.selling.at(unit.tx.catalog, me.storeId, unit.at), businessOn, lines)
      }),
    setPin: (ctx, userId, pin) => setPin({ unitOfWork, pins, clock }, ctx, userId, pin),
    enrolmentCode: (ctx, { lifeMs, ...input }) =>
      unitOfWork.write(
        ctx,
        'devices.enrolment-code',
        async (unit) => (await createEnrolmentCode(unit, ids, input, lifeMs)).code,
      ),
  }
}
