import type {
  BusinessDate,
  Cents,
  RegisterId,
  ShiftClosedFact,
  ShiftCountRecord,
  ShiftOpenedFact,
  ShiftRecord,
} from '@pos/shared-types'
import type { ExpectedCount } from './expected-counts.ts'
import type { Register } from '../../selling/place-repository.ts'

export type ShiftOpening = {
  readonly register: Register
  readonly floatMinor: Cents
  readonly businessOn: BusinessDate
  readonly timeZone: string
  readonly currency: string
  /** The shift that is still open on the register. */
  readonly openShift: { readonly id: string } | undefined
  readonly leasedBy: string | undefined
}

export type ShiftClosing = {
  readonly registerId: RegisterId
  readonly shift: ShiftRecord
  readonly floatMinor: Cents
  readonly counts: readonly ShiftCountRecord[]
  /** Tenders that must have a count. */
  readonly expected: readonly ExpectedCount[]
  readonly differenceReasonId: string | null
  readonly differenceLimitMinor: Cents
}

export type ShiftActions = {
  'shift:open': { input: ShiftOpening; result: ShiftOpenedFact }
  'shift:close': { input: ShiftClosing; result: ShiftClosedFact }
}
