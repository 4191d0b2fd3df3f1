export type PadLayout = 'money' | 'pin' | 'quantity' | 'count'

export type PadKey = {
  readonly text: string
  readonly act: 'digit' | 'decimal' | 'back' | 'clear' | 'enter'
  readonly isWide?: boolean
}

const digit = (text: string): PadKey => ({ text, act: 'digit' })
const CLEAR: PadKey = { text: 'clear', act: 'clear' }
const BACK: PadKey = { text: 'back', act: 'back' }
const ENTER: PadKey = { text: 'enter', act: 'enter' }
const DECIMAL: PadKey = { text: '.', act: 'decimal' }

const BOTTOM: Readonly<Record<PadLayout, readonly PadKey[]>> = {
  money: [digit('00'), digit('0'), DECIMAL, { ...CLEAR, isWide: true }, BACK],
  quantity: [DECIMAL, digit('0'), BACK],
  count: [CLEAR, digit('0'), BACK],
  pin: [BACK, digit('0'), ENTER],
}

/** The keys of a pad from the top left on. */
export function padKeys(layout: PadLayout, order: 'calculator' | 'phone'): PadKey[] {
  const rows = [
    ['7', '8', '9'],
    ['4', '5', '6'],
    ['1', '2', '3'],
  ]
  const ordered = order === 'calculator' ? rows : rows.toReversed()
  return [...ordered.flat().map(digit), ...BOTTOM[layout]]
}
