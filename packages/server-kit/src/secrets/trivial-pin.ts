const YEARS = /^(19|20)\d\d$/
const REPEATED = /^(\d{1,3})\1+$/
const COMMON: readonly string[] = [
  '1212',
  '1004',
  '2580',
  '0852',
  '5683',
  '4321',
  '147258',
  '159753',
  '112233',
  '121212',
]

/** Whether a PIN is among the first a stranger would try: a run, a repetition, a year or a pattern on the keypad. */
export function isTrivialPin(pin: string): boolean {
  return REPEATED.test(pin) || YEARS.test(pin) || COMMON.includes(pin) || isRun(pin, 1) || isRun(pin, -1)
}

function isRun(pin: string, step: 1 | -1): boolean {
  const digits = [...pin].map(Number)
  return digits.every((digit, at) => at === 0 || digit === ((digits[at - 1] ?? 0) + step + 10) % 10)
}
