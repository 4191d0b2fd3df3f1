import type {
  CartLine,
  Denomination,
  Lamp,
  QuickKeyPage,
  Reason,
  ReceiptContent,
  ScanResult,
  StaffMember,
} from '../src/index.ts'

const now = Date.now()
const MINUTE = 60_000

export const PEOPLE: readonly StaffMember[] = [
  { id: 'p1', name: 'Paula Núñez', role: 'Manager' },
  { id: 'p2', name: 'Omar Reyes', role: 'Supervisor' },
  { id: 'p3', name: 'Priya Nair', role: 'Cashier' },
]

export const REASONS: readonly Reason[] = [
  { id: 'damaged', name: 'Damaged' },
  { id: 'wrong', name: 'Wrong item' },
  { id: 'other', name: 'Something else', needsNote: true },
]

export const RESULTS: readonly ScanResult[] = [
  { id: '1', title: 'Dish soap 750 ml', detail: '9520100772016', cents: 340, icon: 'spray', tint: 'sea' },
  { id: '2', title: 'Dish soap 1.5 l', detail: '9520100772023', cents: 590, icon: 'spray', tint: 'sea' },
]

export const DENOMINATIONS: readonly Denomination[] = [
  { valueMinor: 5000, kind: 'note' },
  { valueMinor: 2000, kind: 'note' },
  { valueMinor: 500, kind: 'note' },
  { valueMinor: 25, kind: 'coin' },
  { valueMinor: 5, kind: 'coin' },
]

export const ALL_GOOD: readonly Lamp[] = [
  { kind: 'store', state: 'ok' },
  { kind: 'hq', state: 'ok' },
  { kind: 'prices', state: 'ok' },
]

export const HQ_AWAY: readonly Lamp[] = [
  { kind: 'store', state: 'ok' },
  { kind: 'hq', state: 'warn', since: now - 26 * MINUTE },
  { kind: 'prices', state: 'off' },
]

export const LINES: readonly CartLine[] = [
  { id: 'a', name: 'Dish soap 750 ml', quantityMilli: 2000, priceMinor: 340, grossMinor: 680, totalMinor: 680 },
  {
    id: 'b',
    name: 'Ground coffee 250 g',
    quantityMilli: 1000,
    priceMinor: 890,
    grossMinor: 890,
    totalMinor: 757,
    discount: 'Coffee week −15%',
  },
  {
    id: 'c',
    name: 'Bananas',
    quantityMilli: 1250,
    unitCode: 'kg',
    isWeighed: true,
    priceMinor: 199,
    grossMinor: 249,
    totalMinor: 249,
  },
  {
    id: 'd',
    name: 'Mint tea',
    quantityMilli: 1000,
    priceMinor: null,
    grossMinor: 0,
    totalMinor: 0,
    warning: 'No price: type one or remove the line',
  },
  {
    id: 'e',
    name: 'Umbrella',
    quantityMilli: -1000,
    priceMinor: 1250,
    grossMinor: -1250,
    totalMinor: -1250,
    isReturn: true,
  },
  { id: 'f', name: 'Paper bag', quantityMilli: 1000, priceMinor: 10, grossMinor: 10, totalMinor: 10, isRemoved: true },
]

export const PAGES: readonly QuickKeyPage[] = [
  {
    id: 'bakery',
    name: 'Bakery',
    keys: [
      { id: '1', name: 'Croissant', icon: 'croissant', tint: 'wheat', cents: 250 },
      { id: '2', name: 'Sandwich of the day', icon: 'sandwich', tint: 'leaf', cents: 640 },
      { id: '3', name: 'Salad', icon: 'salad', tint: 'leaf', cents: 199, unit: '100 g' },
      { id: '4', name: 'Soup', icon: 'flame', tint: 'rose', cents: 480, state: 'unavailable', note: 'from 12:00' },
      { id: '5', name: 'Mint tea', icon: 'leaf', tint: 'sea', cents: null, state: 'no-price' },
    ],
  },
  { id: 'fruit', name: 'Fruit', keys: [{ id: '6', name: 'Apple', icon: 'apple', tint: 'rose', cents: 60 }] },
]

export const RECEIPT: ReceiptContent = {
  kind: 'sale',
  documentNo: 'SJU-1-Sa-001964',
  completedAt: now,
  timeZone: 'America/Puerto_Rico',
  currency: 'USD',
  region: 'en-US',
  shop: {
    name: 'Casa Marea San Juan',
    legalName: 'Casa Marea LLC',
    taxNumber: '66-0000000',
    addressLines: ['12 Calle Sol', '00901 San Juan PR'],
    phone: null,
  },
  registerCode: '1',
  registerName: 'Till 1',
  cashierName: 'Luis Cordero',
  lines: [
    {
      name: 'Dish soap 750 ml',
      quantityMilli: 2000,
      unitCode: 'pc',
      priceMinor: 340,
      perMilli: 1000,
      grossMinor: 680,
      discounts: [],
      taxLetter: 'A',
    },
    {
      name: 'Ground coffee 250 g',
      quantityMilli: 1000,
      unitCode: 'pc',
      priceMinor: 890,
      perMilli: 1000,
      grossMinor: 890,
      discounts: [{ reason: 'Coffee week', ratePpm: 150_000, amountMinor: 133 }],
      taxLetter: 'A',
    },
  ],
  subtotalMinor: 1437,
  discountMinor: 133,
  isTaxIncluded: false,
  taxes: [{ letter: 'A', name: 'IVU', ratePpm: 115_000, baseMinor: 1437, taxMinor: 165 }],
  cashRoundingMinor: 0,
  payableMinor: 1602,
  payments: [{ name: 'Cash', tenderedMinor: 2000, cardLast4: null }],
  changeMinor: 398,
  note: null,
  checkCode: '7F3A-19C2',
  previousCheckCode: '51B0-88DE',
}
