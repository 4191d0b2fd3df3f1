/** Where a value can be set. The lowest level that is set wins. */
export type SettingLevel = 'company' | 'store' | 'register'

/** One setting: what it may hold, what holds when nobody set it, and where it may be set. */
export type Setting<Value = unknown> = {
  readonly fallback: Value
  readonly levels: readonly SettingLevel[]
  readonly accepts: (value: unknown) => value is Value
}

const LEVELS = { c: 'company', s: 'store', r: 'register' } as const

type Levels = 'c' | 's' | 'c s' | 's r' | 'c s r'

/** A whole number between `min` and `max`. */
export function whole(levels: Levels, fallback: number, min = 0, max = Number.MAX_SAFE_INTEGER): Setting<number> {
  const accepts = (value: unknown): value is number => isWhole(value, min, max)
  return { fallback, levels: levelsOf(levels), accepts }
}

/** A whole number from 0, or null for no limit, which it is unless set. */
export function limit(levels: Levels): Setting<number | null> {
  const accepts = (value: unknown): value is number | null =>
    value === null || isWhole(value, 0, Number.MAX_SAFE_INTEGER)
  return { fallback: null, levels: levelsOf(levels), accepts }
}

export function flag(levels: Levels, fallback: boolean): Setting<boolean> {
  return { fallback, levels: levelsOf(levels), accepts: (value) => typeof value === 'boolean' }
}

/** One of the named values. */
export function choice<const Value extends string | null>(
  levels: Levels,
  values: readonly Value[],
  fallback: NoInfer<Value>,
): Setting<Value> {
  const accepts = (value: unknown): value is Value => values.some((known) => known === value)
  return { fallback, levels: levelsOf(levels), accepts }
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
}

function levelsOf(levels: Levels): readonly SettingLevel[] {
  return (['c', 's', 'r'] as const).filter((letter) => levels.includes(letter)).map((letter) => LEVELS[letter])
}
