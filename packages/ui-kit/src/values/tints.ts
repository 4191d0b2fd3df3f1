/** Colours that tell things apart and never say good or bad. */
export const TINTS = ['wheat', 'leaf', 'sky', 'plum', 'rose', 'sea', 'stone'] as const
export type Tint = (typeof TINTS)[number]

/** The same tint for the same person or department, everywhere and always. */
export function tintOf(id: string): Tint {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  return TINTS[sum % TINTS.length] ?? 'stone'
}

/** The letters of an avatar. @example initialsOf('Ana María Ruiz') // 'AR' */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const [first] = words.at(0) ?? ''
  const [last] = words.length > 1 ? (words.at(-1) ?? '') : ''
  return `${first ?? ''}${last ?? ''}`.toLocaleUpperCase()
}
