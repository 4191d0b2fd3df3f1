import { checkDigit } from '@pos/domain'

export const PRODUCTS = 100_000

/** A product of the bench: one variant, one barcode, one price. */
export type Article = {
  readonly code: string
  readonly name: string
  readonly receiptName: string
  readonly barcode: string
  readonly priceMinor: number
}

const THINGS = [
  'Café molido',
  'Café en grano',
  'Jabón líquido',
  'Champú de manzanilla',
  'Piña en almíbar',
  'Azúcar morena',
  'Maíz dulce',
  'Atún en agua',
  'Galletas de jengibre',
  'Té verde',
  'Plátano deshidratado',
  'Salsa de ají',
  'Leche entera',
  'Leche sin lactosa',
  'Yogur natural',
  'Queso añejo',
  'Jamón serrano',
  'Aceite de oliva',
  'Detergente en polvo',
  'Crema de maní',
  'Cereal de avena',
  'Chocolate amargo',
  'Mermelada de guayaba',
  'Habichuelas rojas',
  'Arroz de grano corto',
  'Pan de molde',
  'Servilletas de papel',
  'Cuaderno rayado',
  'Lápiz de grafito',
  'Cepillo de dientes',
  'Toalla de algodón',
  'Vela aromática',
]
const MAKERS = [
  'Sierra Azul',
  'Casa Marea',
  'El Peñón',
  'La Montaña',
  'Río Bravo',
  'Estrella',
  'Don Álvaro',
  'Verde Campo',
  'Aurora',
  'Isla Clara',
  'Tres Ceibas',
  'Coquí',
  'Faro',
  'Nación',
  'Güira',
  'Horizonte',
  'Palma Real',
  'Brisa',
  'Monte Sol',
  'Océano',
]
const KINDS = ['clásico', 'orgánico', 'familiar', 'premium', 'ligero', 'tradición', 'extra', 'económico']
const SIZES = ['125 g', '250 g', '400 g', '500 g', '750 g', '1 kg', '2 kg', 'paquete de 6', 'paquete de 12', 'caja']

/** Article `index`, the same one every time. */
export function article(index: number): Article {
  const number = String(index).padStart(6, '0')
  const thing = pick(THINGS, index)
  const maker = pick(MAKERS, Math.floor(index / THINGS.length))
  const kind = pick(KINDS, Math.floor(index / (THINGS.length * MAKERS.length)))
  const size = pick(SIZES, Math.floor(index / (THINGS.length * MAKERS.length * KINDS.length)))
  // GS1 keeps 952 for demonstrations.
  const body = `952${String(index).padStart(9, '0')}`
  return {
    code: `P${number}`,
    name: `${thing} ${maker} ${kind} ${size} ${number}`,
    receiptName: `${thing} ${size}`.slice(0, 32),
    barcode: body + checkDigit(body),
    priceMinor: 50 + ((index * 7919) % 9950),
  }
}

function pick(list: readonly string[], at: number): string {
  return list[at % list.length] ?? ''
}
