import type { SettingRange } from '@pos/shared-types'

/** Where a value can be set. The lowest level that is set wins. */
export type SettingLevel = 'company' | 'store' | 'register'

type Scalar = number | boolean | string | null

/** One setting: what it may hold, what holds when nobody set it, and where it may be set. */
export type Setting<Value extends Scalar = Scalar> = {
  readonly fallback: Value
  readonly levels: readonly SettingLevel[]
  readonly range: SettingRange
  /** Values that an older version let a company set, with what each counts as now. */
  readonly former?: Readonly<Record<string, Value>>
}

const LEVELS = { c: 'company', s: 'store', r: 'register' } as const

type Levels = 'c' | 's' | 'c s' | 's r' | 'c s r'

/** A whole number between `min` and `max`. */
export function whole(levels: Levels, fallback: number, min = 0, max = Number.MAX_SAFE_INTEGER): Setting<number> {
  return { fallback, levels: levelsOf(levels), range: { kind: 'whole', min, max } }
}

/** A whole number from 0, or null for no limit, which it is unless set. */
export function limit(levels: Levels): Setting<number | null> {
  return { fallback: null, levels: levelsOf(levels), range: { kind: 'limit' } }
}

export function flag(levels: Levels, fallback: boolean): Setting<boolean> {
  return { fallback, levels: levelsOf(levels), range: { kind: 'flag' } }
}

/** One of the named values. What once was one of them and is no more counts as `former` says. */
export function choice<const Value extends string | null>(
  levels: Levels,
  values: readonly Value[],
  fallback: NoInfer<Value>,
  former: Readonly<Record<string, NoInfer<Value>>> = {},
): Setting<Value> {
  return { fallback, levels: levelsOf(levels), range: { kind: 'choice', values: [...values] }, former }
}

function levelsOf(levels: Levels): readonly SettingLevel[] {
  return (['c', 's', 'r'] as const).filter((letter) => levels.includes(letter)).map((letter) => LEVELS[letter])
}
