/** A name in the two languages of the chain. */
export type Phrase = readonly [en: string, es: string]

/** A size as printed behind the name, and its price in relation to the first size. */
export type Size = readonly [label: string | Phrase, factor: number]

/** Products that differ by kind, brand and size only: every combination is one. */
export type Family = {
  readonly kinds: readonly Phrase[]
  /** An empty brand for goods without one. */
  readonly brands: readonly string[]
  readonly sizes: readonly Size[]
  /** Price of the first size in cents, before the brand's and the kind's own share. */
  readonly price: number
  /** How often it sells, 1 being an ordinary product. */
  readonly pace: number
  /** Sold by weight, price per pound. */
  readonly isWeighed?: true
  /** Units in a case with a barcode of its own. */
  readonly caseOf?: number
}

type Gender = 'm' | 'f' | 'mp' | 'fp'

const colours: Readonly<Record<string, Phrase>> = {
  black: ['Black', 'negro'],
  white: ['White', 'blanco'],
  blue: ['Blue', 'azul'],
  red: ['Red', 'rojo'],
  green: ['Green', 'verde'],
  grey: ['Gray', 'gris'],
  yellow: ['Yellow', 'amarillo'],
}

export type Colour = 'black' | 'white' | 'blue' | 'red' | 'green' | 'grey' | 'yellow'

/**
 * One phrase per colour; Spanish adjectives follow the noun and agree with it.
 *
 * @example coloured(['Beach Towel', 'Toalla de playa'], 'f', ['red']) // [['Red Beach Towel', 'Toalla de playa roja']]
 */
export function coloured([en, es]: Phrase, gender: Gender, names: readonly Colour[]): Phrase[] {
  return names.map((name) => {
    const [colourEn, colourEs] = colours[name] ?? ['', '']
    return [`${colourEn} ${en}`, `${es} ${agree(colourEs, gender)}`]
  })
}

function agree(adjective: string, gender: Gender): string {
  const feminine = gender.startsWith('f') && adjective.endsWith('o') ? `${adjective.slice(0, -1)}a` : adjective
  if (!gender.endsWith('p')) return feminine
  return /[aeo]$/.test(feminine) ? `${feminine}s` : `${feminine}es`
}
