/** The languages the product speaks; the first is spoken to whoever names none of them. */
export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** A header that is longer is not read: nobody lists that many languages in good faith. */
const LONGEST_HEADER = 200

/**
 * The language a reader prefers among those we speak, by the weights of `Accept-Language` and then its order. English
 * when the header is missing, broken, or names none of ours.
 *
 * @example pickLanguage('es-MX,es;q=0.9,en;q=0.8') // 'es'
 */
export function pickLanguage(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined || acceptLanguage.length > LONGEST_HEADER) return LANGUAGES[0]
  let best: { language: Language; weight: number } = { language: LANGUAGES[0], weight: 0 }
  for (const range of acceptLanguage.split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
    const language = spoken(tag)
    const weight = weightOf(parameters)
    if (language !== undefined && weight > best.weight) best = { language, weight }
  }
  return best.language
}

function spoken(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split('-')[0]
  if (primary === '*') return LANGUAGES[0]
  return LANGUAGES.find((language) => language === primary)
}

function weightOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  return weight === undefined ? 1 : Number(weight.slice(2)) || 0
}
