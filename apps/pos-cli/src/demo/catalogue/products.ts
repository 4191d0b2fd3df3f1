import type { Cents } from '@pos/shared-types'
import { between, chance, type Random } from '../random.ts'
import type { DemoBarcode, DemoPack, DemoProduct } from '../types.ts'
import { articleCode, caseCode, scaleCode, secondArticleCode, shopCode } from './barcodes.ts'
import { type Assortment, assortments } from './departments.ts'
import type { Family, Phrase } from './family.ts'
import { priceEnding } from './price-ending.ts'
import { receiptName } from './receipt-name.ts'

/** The second brand of a family is the cheaper one, the third the finer one. */
const brandFactors = [1, 0.88, 1.15]
const secondCodeShare = 0.06

type Article = {
  readonly assortment: Assortment
  readonly family: Family
  readonly kind: Phrase
  readonly brand: string
  readonly size: Phrase
  /** In cents, before it is written as a shop would. */
  readonly amount: number
  readonly popularity: number
}

/** Every product of the chain. The names follow from the families, prices and second barcodes from `random` too. */
export function demoProducts(random: Random): DemoProduct[] {
  const articles = assortments.flatMap((assortment) =>
    assortment.families.flatMap((family) =>
      family.kinds.flatMap((kind) => articlesOf(assortment, family, kind, random)),
    ),
  )
  const brands = [...new Set(articles.map((article) => article.brand))]
  return articles.map((article, index) => product(article, index + 1, brands.indexOf(article.brand) + 101, random))
}

function articlesOf(assortment: Assortment, family: Family, kind: Phrase, random: Random): Article[] {
  const kindFactor = between(random, 92, 112) / 100
  const liking = between(random, 40, 220) / 100
  return family.brands.flatMap((brand, rank) =>
    family.sizes.map(([label, sizeFactor]) => ({
      assortment,
      family,
      kind,
      brand,
      size: typeof label === 'string' ? ([label, label] as const) : label,
      amount: family.price * sizeFactor * kindFactor * (brandFactors[rank] ?? 1),
      popularity: (family.pace * liking) / (1 + rank * 0.5) / Math.sqrt(sizeFactor),
    })),
  )
}

function product(article: Article, item: number, supplier: number, random: Random): DemoProduct {
  const { kind, size, brand, family } = article
  const { department } = article.assortment
  const sku = `${department.code}${String(item).padStart(5, '0')}`
  const [en, es] = [joined(brand, kind[0], size[0]), joined(kind[1], brand, size[1])]
  const packs = packsOf(family)
  const priceMinor = priceEnding(article.amount)
  return {
    code: sku,
    sku,
    name: en,
    receiptName: receiptName(kind[0], size[0]),
    texts: [
      { locale: 'en', name: en, receiptName: receiptName(kind[0], size[0]) },
      { locale: 'es', name: es, receiptName: receiptName(kind[1], size[1]) },
    ],
    departmentCode: department.code,
    brandName: brand === '' ? null : brand,
    taxGroupCode: department.taxGroupCode,
    unitCode: family.isWeighed ? 'lb' : 'ea',
    isWeighed: family.isWeighed === true,
    barcodes: barcodesOf({ article, item, supplier, packs, random }),
    packs,
    priceMinor,
    costMinor: costOf(priceMinor, department.marginTargetPpm, random),
    popularity: article.popularity,
  }
}

function barcodesOf(of: {
  article: Article
  item: number
  supplier: number
  packs: readonly DemoPack[]
  random: Random
}): DemoBarcode[] {
  if (of.article.family.isWeighed) return [scaleCode(of.item)]
  if (of.article.brand === '') return [shopCode(of.item)]
  const first = articleCode(of.supplier, of.item)
  const second = chance(of.random, secondCodeShare) ? [secondArticleCode(of.supplier, of.item)] : []
  return [first, ...second, ...of.packs.map((pack) => caseCode(first, pack.code))]
}

function packsOf(family: Family): DemoPack[] {
  if (family.caseOf === undefined) return []
  const name = `Case of ${family.caseOf}`
  const quantityMilli = family.caseOf * 1000
  return [{ code: 'case', name, quantityMilli, isSold: true, isBought: true, isDefaultBuy: true }]
}

function costOf(price: Cents, marginPpm: number, random: Random): Cents {
  const margin = marginPpm / 1_000_000 + between(random, -6, 6) / 100
  return Math.max(1, Math.round(price * (1 - margin)))
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}
