import { join } from 'node:path'
import type { Context } from '@pos/core'
import { createSecretHasher, readPepper } from '@pos/server-kit'
import type {
  BodyOf,
  BusinessDate,
  Cents,
  Counted,
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
import { businessModules } from './app.ts'
import { setPin } from './modules/access/index.ts'
import { createEnrolmentCode } from './modules/devices/index.ts'
import { postOpeningStock, type OpeningLine } from './modules/inventory/index.ts'
import { draftReturn, draftSale, makeSale } from './modules/sales/index.ts'
import {
  closeShift,
  countShift,
  draftClosing,
  draftOpening,
  expectedCounts,
  openShift,
  type ExpectedCount,
} from './modules/shifts/index.ts'
import { outboxRules } from './modules/sync/index.ts'
import type { Store } from './store.ts'

type CodeInput = BodyOf<typeof codeCommand> & { readonly lifeMs: number }

/** The acts of a store without HTTP: the same drafts, rules and actions as behind the routes. For preparing data. */
export type Desk = {
  openShift(ctx: Context, input: BodyOf<typeof openCommand>): Promise<ShiftRecord>
  /** `tendersFor` says how the total is paid, once it is known. */
  sell(ctx: Context, content: SaleContent, tendersFor: (totalMinor: Cents) => TenderInput[]): Promise<SaleFact>
  takeBack(ctx: Context, input: BodyOf<typeof returnSale>): Promise<SaleFact>
  /** Counts as much as there should be, and closes. */
  closeBalanced(ctx: Context, shiftId: ShiftId): Promise<ShiftClosedFact>
  postOpeningStock(ctx: Context, businessOn: BusinessDate, lines: readonly OpeningLine[]): Promise<void>
  setPin(ctx: Context, userId: UserId, pin: string): Promise<void>
  enrolmentCode(ctx: Context, input: CodeInput): Promise<string>
}

export async function createDesk(store: Store): Promise<Desk> {
  const { needs } = store
  const { unitOfWork, rules } = needs
  for (const { rules: register } of businessModules(needs)) register?.()
  outboxRules(needs)
  rules.seal(STORE_ACTIONS)
  const pins = createSecretHasher({ pepper: await readPepper(join(store.options.folder, 'pin-pepper')) })
  const [make, open, close] = [makeSale(needs), openShift(needs), closeShift(needs)]
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
        countShift(unit, needs, shiftId, asCounted(expectedCounts(unit, needs, shiftId)))
        return rules.emit('shift:close', unit, draftClosing(unit, needs, shiftId, {}), close)
      }),
    postOpeningStock: (ctx, businessOn, lines) =>
      unitOfWork.write(ctx, 'inventory.opening', (unit) => {
        postOpeningStock(unit, needs, { businessOn, lines })
      }),
    setPin: (ctx, userId, pin) => setPin({ ...needs, pins }, ctx, userId, pin),
    enrolmentCode: (ctx, { lifeMs, ...input }) =>
      unitOfWork.write(ctx, 'devices.enrolment-code', (unit) => createEnrolmentCode(unit, needs, input, lifeMs).code),
  }
}

function asCounted(expected: readonly ExpectedCount[]): Counted[] {
  return expected.map(({ tenderTypeId, currency, expectedMinor }) => ({
    tenderTypeId,
    currency,
    countedMinor: Math.max(0, expectedMinor),
  }))
}
