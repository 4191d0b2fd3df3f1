import { updateProduct, createProduct, type ProductView } from '@pos/shared-types'
import { Value } from 'typebox/value'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { creationOf, emptyForm, formOf, updateOf, type ProductForm } from './product-form.ts'
import { changedFields, mergeForms } from './record-form.ts'

const ID = '01890000-0000-7000-8000-000000000001'
const product: ProductView = {
  id: ID,
  code: 'TEA',
  name: 'Mint tea 20 bags',
  receiptName: 'MINT TEA',
  kind: 'goods',
  departmentId: ID,
  taxGroupId: ID,
  baseUnitCode: 'ea',
  isWeighed: false,
  isOpenPrice: false,
  isDiscountable: true,
  isReturnable: true,
  texts: [
    { locale: 'en', name: 'Mint tea 20 bags', receiptName: 'MINT TEA' },
    { locale: 'es', name: 'Té de menta 20 bolsas', receiptName: 'TE MENTA' },
  ],
  status: 'active',
  revision: 3,
  variants: [],
}

test('a product that is opened and saved as it is does not change', () => {
  const { id: _, variants: __, ...body } = product
  expect(updateOf(formOf(product), product.revision)).toEqual(body)
})

test('a language whose name is taken off has no text, and a receipt without words says the name', () => {
  const form = { ...formOf(product), nameEs: ' ', receiptEn: '', nameEn: 'x'.repeat(60) }
  const { texts, receiptName } = updateOf(form, 3)
  expect(texts.map(({ locale }) => locale)).toEqual(['en'])
  expect(receiptName).toBe('x'.repeat(40))
})

test('a product that only has a Spanish name is called by it everywhere', () => {
  const form = { ...formOf(product), nameEn: '', receiptEn: '' }
  expect(updateOf(form, 3)).toMatchObject({ name: 'Té de menta 20 bolsas', texts: [{ locale: 'es' }] })
})

test('whatever is typed, the server is told a name, or that there is none', () => {
  const typed = fc.record({
    nameEn: fc.string({ maxLength: 80 }),
    nameEs: fc.string({ maxLength: 80 }),
    receiptEn: fc.string({ maxLength: 40 }),
    receiptEs: fc.string({ maxLength: 40 }),
  })
  fc.assert(
    fc.property(typed, (names) => {
      const isNamed = names.nameEn.trim() !== '' || names.nameEs.trim() !== ''
      const form = { ...formOf(product), ...names }
      expect(Value.Check(updateProduct.body, updateOf(form, 3))).toBe(isNamed)
      expect(Value.Check(createProduct.body, creationOf(form, { barcodes: [] }))).toBe(isNamed)
    }),
  )
})

test('a new product is sold under its code, and says what is missing by being refused', () => {
  expect(creationOf({ ...formOf(product), code: ' TEA-2 ' }, { barcodes: [] })).toMatchObject({
    code: 'TEA-2',
    sku: 'TEA-2',
  })
  expect(Value.Check(createProduct.body, creationOf(emptyForm(), { barcodes: [] }))).toBe(false)
})

const base = formOf(product)
const anyChange: fc.Arbitrary<Partial<ProductForm>> = fc.record(
  {
    code: fc.constantFrom('TEA', 'TEA-1', 'TEA-2'),
    nameEn: fc.constantFrom(base.nameEn, 'Tea', 'Mint'),
    isWeighed: fc.boolean(),
    status: fc.constantFrom('draft' as const, 'active' as const),
  },
  { requiredKeys: [] },
)

test('two people who change different fields both get what they wrote', () => {
  const { form, theirs, clashes } = mergeForms(
    base,
    { ...base, nameEs: 'Té' },
    { ...base, code: 'T-1', isWeighed: true },
  )
  expect(changedFields(base, form).toSorted()).toEqual(['code', 'isWeighed', 'nameEs'])
  expect([theirs, clashes]).toEqual([['code', 'isWeighed'], []])
})

test('nothing I wrote is lost, nothing of theirs but where I wrote otherwise, and that is told', () => {
  fc.assert(
    fc.property(anyChange, anyChange, (my, their) => {
      const [mine, theirs] = [
        { ...base, ...my },
        { ...base, ...their },
      ]
      const merged = mergeForms(base, mine, theirs)
      for (const field of changedFields(base, mine)) expect(merged.form[field]).toBe(mine[field])
      const lost = changedFields(merged.form, theirs).filter((field) => theirs[field] !== base[field])
      expect([...merged.clashes].toSorted()).toEqual([...lost].toSorted())
    }),
  )
})
