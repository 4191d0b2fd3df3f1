import { computed, shallowRef } from 'vue'

export type TypedAmountOptions = {
  /** How many decimals may be typed. */
  readonly decimals: number
  /** How many figures may be typed in all. */
  readonly maxDigits?: number
}

/** What is typed on a number pad, as text and as minor units. `value` is null while nothing is typed. */
export function useTypedAmount({ decimals, maxDigits = 9 }: TypedAmountOptions) {
  const text = shallowRef('')
  const value = computed(() => (text.value === '' ? null : toMinor(text.value, decimals)))

  function digit(typed: string): void {
    for (const one of typed) text.value = withDigit(text.value, one)
  }
  function withDigit(before: string, one: string): string {
    const [whole = '', fraction] = before.split('.')
    if (fraction !== undefined) return fraction.length < decimals ? before + one : before
    if (whole.length >= maxDigits - decimals) return before
    return before === '0' ? one : before + one
  }
  function decimal(): void {
    if (decimals > 0 && !text.value.includes('.')) text.value = `${text.value === '' ? '0' : text.value}.`
  }
  function back(): void {
    text.value = text.value.slice(0, -1)
  }
  function clear(): void {
    text.value = ''
  }
  function set(minor: number | null): void {
    if (minor === null) return clear()
    const figures = String(minor).padStart(decimals + 1, '0')
    text.value = decimals === 0 ? figures : `${figures.slice(0, -decimals)}.${figures.slice(-decimals)}`
  }
  return { text, value, digit, decimal, back, clear, set }
}

function toMinor(text: string, decimals: number): number {
  const [whole = '', fraction = ''] = text.split('.')
  return Number(`${whole}${fraction.padEnd(decimals, '0')}`)
}
