import type { DemoReason } from '../types.ts'

export const reasons: readonly DemoReason[] = [
  reason('discount', 'DAMAGED', 'Damaged packaging'),
  reason('discount', 'NEAR_DATE', 'Near its date'),
  reason('discount', 'GOODWILL', 'Goodwill'),
  reason('discount', 'STAFF', 'Staff purchase', { isApprovalRequired: true }),
  reason('return', 'UNWANTED', 'Changed mind', { restock: 'resell' }),
  reason('return', 'WRONG', 'Wrong article', { restock: 'resell' }),
  reason('return', 'FAULTY', 'Faulty', { restock: 'supplier' }),
  reason('return', 'SPOILED', 'Spoiled', { restock: 'waste' }),
  reason('void', 'MISTAKE', 'Rung up by mistake'),
  reason('void', 'NO_MONEY', 'Customer could not pay'),
  reason('line_removal', 'NOT_WANTED', 'Customer does not want it'),
  reason('line_removal', 'SCANNED_TWICE', 'Scanned twice'),
  reason('price_override', 'SHELF', 'Shelf shows another price', { isNoteRequired: true }),
  reason('no_sale', 'CHANGE', 'Change for a customer'),
  reason('cash_in', 'COINS', 'Coins from the bank'),
  reason('cash_out', 'EXPENSE', 'Small expense', { isNoteRequired: true }),
  reason('adjustment', 'BROKEN', 'Broken'),
  reason('adjustment', 'EXPIRED', 'Out of date'),
  reason('adjustment', 'FOUND', 'Found'),
  reason('shift_difference', 'MISCOUNT', 'Counted wrong'),
  reason('shift_difference', 'UNKNOWN', 'Not known', { isNoteRequired: true }),
]

function reason(
  kind: DemoReason['kind'],
  code: string,
  name: string,
  more: Partial<Pick<DemoReason, 'isNoteRequired' | 'isApprovalRequired' | 'restock'>> = {},
): DemoReason {
  return { kind, code, name, isNoteRequired: false, isApprovalRequired: false, restock: null, ...more }
}
